import { listKeys } from '../../auth/api-keys.ts'
import { withDatabase, type Command } from '../command.ts'
import { parseKeysCommand, runKeys } from '../keys.ts'

export const command: Command = {
  usage: `Usage: dateline keys create --scope SCOPE --name NAME
       dateline keys list [--json]
       dateline keys revoke --name NAME

Creates, lists or revokes API keys. A new key is shown once.

  --name NAME       the name that the history records for changes made with the key
  --scope SCOPE     publish or read; repeat it for several scopes
  --json            print the list as a JSON array
`,
  run: async (args, environment) => {
    const isJson = args.includes('--json')
    const options = parseKeysCommand(args.filter((argument) => argument !== '--json' || args[0] !== 'list'))
    await withDatabase(environment, async (open) => {
      if (isJson && options.action === 'list') process.stdout.write(`${JSON.stringify(await listKeys(open.db))}\n`)
      else await runKeys(open.db, options, process.stdout)
      await open.persist()
    })
  },
}
