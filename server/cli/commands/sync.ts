import { withDatabase, type Command } from '../command.ts'
import { listenForInterruption } from '../interruption.ts'
import { parseSyncCommand, runSync } from '../sync.ts'

export const command: Command = {
  usage: `Usage: dateline sync gdelt [options]

Imports each new slice of the feed, and missed ones, until it is stopped. SIGINT and SIGTERM stop it after the current
batch; the next call continues there.

  --once            import the available slices and exit; the exit status is 1 if a file failed
  --since TIME      start with this slice (YYYYMMDDHHMMSS); default: the first imported one, else the newest
  --base-url URL    the URL of the feed
  --json            print one JSON object a line: the counts or the error of each file
`,
  run: async (args, environment) => {
    const options = parseSyncCommand(args)
    const { signal } = listenForInterruption()
    await withDatabase(environment, async (open) => {
      if ((await runSync(open, options, environment.log, process.stdout, signal)) > 0) process.exitCode = 1
    })
  },
}
