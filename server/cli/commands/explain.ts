import { withDatabase, type Command } from '../command.ts'
import { createStatementPrinter, parseExplainCommand, runExplain } from '../explain.ts'

export const command: Command = {
  usage: `Usage: dateline explain FILE [VARIABLES]

Runs the query of a file, and prints the plan of each list of events and the SQL statements.

  VARIABLES         a JSON object
`,
  run: async (args, environment) => {
    const options = parseExplainCommand(args)
    const statements = createStatementPrinter(process.stdout)
    await withDatabase(environment, (open) => runExplain(open, options, statements, process.stdout), statements.logger)
  },
}
