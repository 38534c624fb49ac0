/** The time after the first signal in which another signal is a repetition of the same request. */
const REPETITION_MS = 1_000

/**
 * Calls `stop` at the first SIGTERM or SIGINT; a later signal exits the process at once with status 1. A signal within
 * one second of the first is ignored: Ctrl-C in `npm start` sends SIGINT twice, from the terminal and from npm, and
 * service managers that signal every process of a service do the same.
 */
export function onStopSignal(stop: (signal: NodeJS.Signals) => void): void {
  let firstAt: number | undefined
  const onSignal = (signal: NodeJS.Signals) => {
    if (firstAt === undefined) {
      firstAt = performance.now()
      stop(signal)
    } else if (performance.now() - firstAt > REPETITION_MS) process.exit(1)
  }
  process.on('SIGTERM', onSignal)
  process.on('SIGINT', onSignal)
}
