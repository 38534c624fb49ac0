import { sql } from 'drizzle-orm'
import { uuid } from 'drizzle-orm/pg-core'
import { moment } from './columns.ts'
import { datasets } from './dataset.ts'

/**
 * The columns of a row that a report or a feed adds to an actor or place that several datasets share: the dataset, and
 * when it was added. The dataset is null if a correction or a merge added the row; both are null for rows that are older
 * than these columns.
 */
export function attributionColumns() {
  return {
    datasetId: uuid().references(() => datasets.id),
    since: moment().default(sql`clock_timestamp()`),
  }
}
