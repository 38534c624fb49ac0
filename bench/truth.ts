import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { runOnServer } from '../test/support/databases/databases.ts'
import { compile } from '../test/support/processes/compiled.ts'
import { killServers, startServer, WITHOUT_LIMITS } from '../test/support/processes/serving.ts'
import { withPostgres } from './server.ts'
import { compareFiles } from './truth/compare.ts'
import { feedFiles, importFeeds, type Target } from './truth/feeds.ts'
import { askAt } from './truth/service.ts'

/**
 * Imports files of GDELT or UCDP, asks the service for everything that it has of them, and compares every row, field and
 * count with an oracle that knows only the codebooks. Prints the match rate of each field, and its mismatches.
 *
 *   npm run bench:truth                                 all GDELT and UCDP files of ../shared/data, on PostgreSQL
 *   npm run bench:truth -- FILE...                      these files
 *   npm run bench:truth -- --engine pglite FILE...      on the embedded engine
 *   npm run bench:truth -- --shown 20 FILE...           more mismatches of each field
 */

/** Every count and group of whole feeds is compared, which is more than a stranger may ask for. */
const ENVIRONMENT = { ...WITHOUT_LIMITS, MAX_QUERY_COST: '10000000', REQUEST_SECONDS: '120' }

async function run(target: Target, paths: readonly string[], folder: string, shown: number): Promise<void> {
  await importFeeds(target, paths, join(folder, 'rejects'))
  const { url } = await startServer(target, ENVIRONMENT)
  const tally = await compareFiles(askAt(url), paths)
  for (const line of tally.lines(shown)) console.log(line)
  process.exitCode = tally.isExact ? 0 : 1
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { engine: { type: 'string', default: 'postgres' }, shown: { type: 'string', default: '3' } },
})
const paths = positionals.length > 0 ? positionals : feedFiles()
const folder = mkdtempSync(join(tmpdir(), 'dateline-truth-'))
compile()
try {
  if (values.engine === 'pglite') await run({ dataDir: join(folder, 'data') }, paths, folder, Number(values.shown))
  else {
    await withPostgres(async (server) => {
      const database = `truth_${process.pid}`
      await runOnServer(server, `create database ${database}`)
      await run({ url: `${server}/${database}` }, paths, folder, Number(values.shown))
    })
  }
} finally {
  await killServers()
  rmSync(folder, { recursive: true, force: true })
}
