import { withDatabase, type Command } from '../command.ts'
import { parseEraseCommand, runErase } from '../erase.ts'

export const command: Command = {
  usage: `Usage: dateline erase CONCEPT ID --reason TEXT [--by NAME] [--yes]

Erases the content of an event, article or actor from all tables and the history (a court order, personal data). A dated
tombstone remains. Without --yes it prints what would change.

  CONCEPT           event, article or actor
  --reason TEXT     why, for the tombstone
  --by NAME         who erases it, for the tombstone; default: operator
  --yes             erase it; this cannot be undone
`,
  run: async (args, environment) => {
    const options = parseEraseCommand(args)
    await withDatabase(environment, async (open) => {
      await open.withoutTimeout((db) => runErase(db, options, process.stdout))
      await open.persist()
    })
  },
}
