import { listKeys } from '../../auth/api-keys.ts'
import { withDatabase, type Command } from '../command.ts'
import { parseKeysCommand, runKeys } from '../keys.ts'

export const command: Command = {
  usage: `Usage: dateline keys create --scope SCOPE --dataset DATASET --name NAME [--expires DATE]
       dateline keys list [--json]
       dateline keys rotate --name NAME [--grace TIME]
       dateline keys revoke --name NAME

Creates, lists, rotates or revokes API keys. A new key is shown once.

  --name NAME       the name that the history records for changes made with the key
  --scope SCOPE     read, publish, correct, merge or admin; repeat it for several scopes
  --dataset NAME    a dataset that the key may change; repeat it for several, or '*' for all that are not imported
  --expires DATE    the key is valid until then; default: until it is revoked
  --grace TIME      keep the former secret valid for this time, such as 24h; default: it becomes invalid at once
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
