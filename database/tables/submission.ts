import { index, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { moment } from './columns.ts'
import { datasets } from './dataset.ts'

/** The ledger of accepted report documents: the same idempotency key of one dataset is written once. */
export const submissions = pgTable(
  'submissions',
  {
    datasetId: uuid()
      .notNull()
      .references(() => datasets.id),
    idempotencyKey: text().notNull(),
    documentSha256: text().notNull(),
    articleId: uuid().notNull(),
    acceptedAt: moment().notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ name: 'submissions_pk', columns: [t.datasetId, t.idempotencyKey] }),
    index('submissions_accepted').on(t.datasetId, t.acceptedAt),
  ],
)
