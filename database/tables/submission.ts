import { index, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { moment } from './columns.ts'
import { datasets } from './dataset.ts'

/** The accepted reports. An idempotency key is unique within its dataset, so a repeated report is not stored again. */
export const submissions = pgTable(
  'submissions',
  {
    datasetId: uuid()
      .notNull()
      .references(() => datasets.id),
    idempotencyKey: text().notNull(),
    documentSha256: text().notNull(),
    articleId: uuid().notNull(),
    articleVersion: integer().notNull(),
    acceptedAt: moment().notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ name: 'submissions_pk', columns: [t.datasetId, t.idempotencyKey] }),
    index('submissions_accepted').on(t.datasetId, t.acceptedAt),
  ],
)
