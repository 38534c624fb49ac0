import { build, context } from 'esbuild'
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, watch } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from '../database/project-root.ts'
import { buildAssets } from './build-assets.mjs'

const OUTPUT = join(projectRoot, 'dist', 'dev')
const MAIN = join(OUTPUT, 'main.js')
/** Less time for the start, which a developer waits for, at the cost of slower queries. */
const NODE_OPTIONS = ['--enable-source-maps', '--liftoff-only']

let server: ChildProcess | undefined
let restarting = Promise.resolve()

async function stopServer(signal: NodeJS.Signals): Promise<void> {
  const stopping = server
  server = undefined
  if (!stopping || stopping.exitCode !== null || stopping.signalCode !== null) return
  stopping.kill(signal)
  await once(stopping, 'exit')
}

async function restartServer(): Promise<void> {
  await stopServer('SIGTERM')
  if (!existsSync(MAIN)) return
  server = spawn(process.execPath, [...NODE_OPTIONS, MAIN, 'serve'], { stdio: 'inherit' })
}

/** Bundles the service without its packages: one file loads faster than hundreds that are compiled one by one. */
const bundle = await context({
  // The worker thread of the embedded engine has a file of its own, beside the code that starts it.
  entryPoints: {
    main: join(projectRoot, 'server', 'main.ts'),
    'pglite-worker': join(projectRoot, 'database', 'pglite', 'pglite-worker.js'),
  },
  outdir: OUTPUT,
  bundle: true,
  packages: 'external',
  platform: 'node',
  format: 'esm',
  splitting: true,
  sourcemap: true,
  logLevel: 'warning',
  plugins: [
    {
      name: 'restart',
      setup: (build) => {
        // After an error, with the last files that could be built.
        build.onEnd(() => {
          restarting = restarting.then(restartServer)
        })
      },
    },
  ],
})

let building: NodeJS.Timeout | undefined

/** Saving a file can change it several times within milliseconds. */
function buildSoon(): void {
  clearTimeout(building)
  building = setTimeout(() => {
    // While the files are built: closing the database takes a fifth of a second.
    restarting = restarting.then(() => stopServer('SIGTERM'))
    // What browsers load; esbuild has printed its errors too.
    buildAssets({ build }).catch(() => undefined)
    // esbuild has printed the errors of the source files.
    bundle.rebuild().catch(() => undefined)
  }, 20)
}

// The watcher of esbuild polls: it notices a change only after most of a second.
for (const folder of ['database', 'explorer', 'importers', 'ingest', 'interfaces', 'schema', 'seeds', 'server']) {
  watch(join(projectRoot, folder), { recursive: true }, buildSoon)
}
buildSoon()

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    void bundle
      .dispose()
      .then(() => restarting)
      .then(() => stopServer(signal))
      .then(() => process.exit())
  })
}
