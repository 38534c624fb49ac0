import { rebuildDerived, verifyDerived } from '../../../ingest/derived/rebuild.ts'
import { readStoredTexts } from '../../../ingest/store/kept-texts.ts'
import { parseArguments, rejectPositionals, UsageError } from '../arguments.ts'
import { printResult, withDatabase, type Command, type CommandEnvironment } from '../command.ts'

export const command: Command = {
  usage: `Usage: dateline rollups verify [--json]
       dateline rollups rebuild

verify compares the derived tables with the events and names, and exits with 1 if they differ. rebuild rewrites them.

  --json            print the result of verify as JSON: {"ok":true,"tables":[{"table":…,"missing":0,"surplus":0}]}
`,
  run: async (args, environment) => {
    const { positionals, values } = parseArguments(args, { json: { type: 'boolean', default: false } })
    const [action, ...surplus] = positionals
    if (action !== 'verify' && action !== 'rebuild')
      throw new UsageError('The action must be verify or rebuild: rollups verify.')
    rejectPositionals(`rollups ${action}`, surplus)
    if (action === 'verify') await verify(environment, values.json)
    else if (values.json) throw new UsageError('--json is an option of rollups verify.')
    else await rebuild(environment)
  },
}

async function verify(environment: CommandEnvironment, isJson: boolean): Promise<void> {
  await withDatabase(environment, async (open) => {
    const tables = await open.withoutTimeout(verifyDerived)
    const ok = tables.every(({ missing, surplus }) => missing + surplus === 0)
    const lines = tables.map(
      ({ table, missing, surplus }) =>
        `${table}: ${missing + surplus === 0 ? 'ok' : `${missing} rows missing, ${surplus} surplus`}\n`,
    )
    printResult(isJson, { ok, tables }, lines.join(''))
    if (!ok) throw new Error('Derived tables are out of date. Run `npm run rollups -- rebuild`.')
  })
}

async function rebuild(environment: CommandEnvironment): Promise<void> {
  await withDatabase(environment, async (open) => {
    await open.withoutTimeout(rebuildDerived)
    await open.withoutTimeout(readStoredTexts)
    await open.persist()
    process.stdout.write('Rebuilt all derived tables.\n')
  })
}
