import { RejectedRowError } from '../feed/importer.ts'
import type { Row } from '../values/cells.ts'
import { readLabels } from '../values/read-table.ts'

/** The labels of the CAMEO action codes. */
export const ACTIONS = readLabels('cameo-events.tsv')

const RESTORED = 'EventCode had lost its leading zero; restored'

/**
 * The CAMEO action code of a row. Tables that passed through a spreadsheet have codes without their leading zero, and 20
 * for 020 is another valid code, so the root code decides.
 * @throws {RejectedRowError} if the row has no code, or one that does not agree with its root code
 */
export function actionCodeOf(row: Row, warn: (warning: string) => void): string {
  const [code, root] = [row['EventCode'], row['EventRootCode']]
  if (code === undefined) throw new RejectedRowError('EventCode', 'must be a CAMEO action code', undefined)
  if (root === undefined) return codeWithoutRoot(code, warn)
  const fullRoot = root.padStart(2, '0')
  if (root.length >= 2 && code.startsWith(root)) return code
  const restored = `0${code}`
  if (!restored.startsWith(fullRoot))
    throw new RejectedRowError('EventCode', `must begin with EventRootCode ${fullRoot}`, code)
  warn(RESTORED)
  return restored
}

function codeWithoutRoot(code: string, warn: (warning: string) => void): string {
  if (code.length < 3)
    throw new RejectedRowError('EventCode', 'must have three or four digits, or its EventRootCode', code)
  if (ACTIONS.has(code) || !ACTIONS.has(`0${code}`)) return code
  warn(RESTORED)
  return `0${code}`
}
