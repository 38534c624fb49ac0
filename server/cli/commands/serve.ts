import { serve, type RunningServer } from '../../serve.ts'
import { stopOnSignal } from '../../stop-on-signal.ts'
import { logUnhandledRejections } from '../../unhandled-rejections.ts'
import { parseArguments, rejectPositionals } from '../arguments.ts'
import type { Command } from '../command.ts'

export const command: Command = {
  usage: `Usage: dateline serve

Starts the server: GraphQL API and GraphiQL at /graphql, probes at /healthz and /readyz, metrics at METRICS_PORT.
It waits for PostgreSQL up to DATABASE_WAIT_SECONDS, applies missing migrations, and stores the bundled reports in the
embedded database. SIGTERM and SIGINT stop it after the running requests.
`,
  run: async (args, { config, log }) => {
    rejectPositionals('serve', parseArguments(args, {}).positionals)
    let server: RunningServer | undefined
    // Before the start: a process without handlers that is the first one of a container ignores these signals.
    stopOnSignal(async () => server?.stop(), log)
    server = await serve(config, log)
    process.stdout.write(`Dateline serves at ${server.url}\n`)
    logUnhandledRejections(log)
  },
}
