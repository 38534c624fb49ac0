import type { Log } from '../../database/log.ts'
import type { Input } from '../../importers/read/input.ts'
import type { ImportCounts } from '../../importers/store/import-log.ts'

const EVERY_MS = 60_000

/**
 * Shows how far an import has come: on a terminal in one line that changes, in a log by one line a minute.
 * @param input the file that is imported
 * @param out the terminal, if it is one
 */
export function showProgress(
  input: Input,
  log: Pick<Log, 'info'>,
  out: NodeJS.WritableStream & { isTTY?: boolean },
): { update: (tally: Readonly<ImportCounts>) => void; end: () => void } {
  const started = performance.now()
  let logged = started
  return {
    update: ({ rowsRead }) => {
      const now = performance.now()
      const rate = rowsRead / ((now - started) / 1000)
      const secondsLeft = Math.max(0, Math.round((input.lineCount - rowsRead) / rate))
      if (out.isTTY) {
        out.write(`\r\u001b[K${input.name}: ${rowsRead} rows, ${Math.round(rate)} a second, ${secondsLeft} s left`)
      } else if (now - logged >= EVERY_MS) {
        logged = now
        log.info({ file: input.name, rowsRead, rowsASecond: Math.round(rate), secondsLeft }, 'Importing')
      }
    },
    end: () => {
      if (out.isTTY) out.write('\r\u001b[K')
    },
  }
}
