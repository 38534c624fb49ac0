import { constants } from 'node:os'
import { onStopSignal } from '../stop-signal.ts'

/** A command that SIGINT or SIGTERM interrupts stops by itself. */
export interface Interruption {
  /** Aborted at the first SIGINT or SIGTERM. */
  signal: AbortSignal
  /** The exit status of an interrupted command: 128 plus the number of the signal. */
  exitStatus(): number
}

/** Says at the first SIGINT or SIGTERM that the command stops soon; a second one ends the process at once. */
export function listenForInterruption(): Interruption {
  const controller = new AbortController()
  let received: NodeJS.Signals = 'SIGINT'
  onStopSignal((signal) => {
    received = signal
    controller.abort()
    process.stderr.write(`${signal}: stopping after the current batch. Repeat it to stop at once.\n`)
  })
  return { signal: controller.signal, exitStatus: () => 128 + constants.signals[received] }
}
