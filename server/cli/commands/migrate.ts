import { parseArguments, rejectPositionals } from '../arguments.ts'
import { printResult, withDatabase, type Command } from '../command.ts'

export const command: Command = {
  usage: `Usage: dateline migrate [--json]

Applies missing migrations and rebuilds derived tables of an older version. Several processes may run it at once.

  --json            print the result as JSON: {"migrations":"current"}
`,
  run: async (args, environment) => {
    const { positionals, values } = parseArguments(args, { json: { type: 'boolean', default: false } })
    rejectPositionals('migrate', positionals)
    await withDatabase(environment, async (open) => {
      await open.persist()
      printResult(values.json, { migrations: await open.migrationState() }, 'All migrations are applied.\n')
    })
  },
}
