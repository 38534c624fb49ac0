import type { Metadata } from './metadata.ts'
import type { ExportPlan } from './plan.ts'
import type { Row } from './rows.ts'

/** How rows become the text of a file. */
export interface Format {
  contentType: string
  /** The beginning of a file; undefined metadata for one without a description. */
  head: (plan: ExportPlan, metadata: Metadata | undefined) => string
  row: (row: Row, plan: ExportPlan) => string
  /** Between two rows. */
  separator: string
  tail: string
}
