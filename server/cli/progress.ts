import type { Log } from '../../database/log.ts'
import type { Input } from '../../importers/read/input.ts'
import type { ImportCounts } from '../../importers/store/import-log.ts'

const LOG_INTERVAL_MS = 60_000

/**
 * Shows the progress of an import: on a terminal in a line that is overwritten, else in one log line per minute.
 * @param out standard output, which may be a terminal
 */
export function showProgress(
  input: Input,
  log: Pick<Log, 'info'>,
  out: NodeJS.WritableStream & { isTTY?: boolean },
): { update: (counts: Readonly<ImportCounts>) => void; end: () => void } {
  const startedAt = performance.now()
  let loggedAt = startedAt
  return {
    update: ({ rowsRead }) => {
      const now = performance.now()
      const rowsPerSecond = rowsRead / ((now - startedAt) / 1000)
      const secondsLeft = Math.max(0, Math.round((input.lineCount - rowsRead) / rowsPerSecond))
      const rate = Math.round(rowsPerSecond)
      if (out.isTTY) {
        out.write(`\r\u001b[K${input.name}: ${rowsRead} rows, ${rate} per second, ${secondsLeft} s left`)
      } else if (now - loggedAt >= LOG_INTERVAL_MS) {
        loggedAt = now
        log.info({ file: input.name, rowsRead, rowsPerSecond: rate, secondsLeft }, 'Importing')
      }
    },
    end: () => {
      if (out.isTTY) out.write('\r\u001b[K')
    },
  }
}
