import type { Log } from '../database/log.ts'
import { failureText } from './failure-text.ts'
import { onStopSignal } from './stop-signal.ts'

/** Stops gracefully after a signal or an uncaught exception: running requests end before the process exits. */
export function stopOnSignal(stop: () => Promise<void>, log: Log): void {
  let isStopping = false
  const end = () => {
    if (isStopping) return
    isStopping = true
    stop().then(
      () => process.exit(),
      (error: unknown) => {
        process.stderr.write(`${failureText(error)}\n`)
        process.exit(1)
      },
    )
  }
  onStopSignal((signal) => {
    log.info({ signal }, 'Stopping')
    end()
  })
  // The state of the process is undefined after an uncaught exception, so it does not continue to serve.
  process.on('uncaughtException', (error) => {
    log.fatal({ err: error }, 'Uncaught exception, stopping')
    process.exitCode = 1
    end()
  })
}
