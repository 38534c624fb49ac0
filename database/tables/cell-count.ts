import { sql } from 'drizzle-orm'
import { check, pgTable, primaryKey, smallint, text, uuid } from 'drizzle-orm/pg-core'
import { countColumns } from './rollups.ts'

/** The row and the column of events that fit no cell. */
export const NO_CELL = -1

/** The `placeId` of rows that count events without a place, or whose place is not needed. */
export const NO_PLACE = '00000000-0000-0000-0000-000000000000'

/**
 * Derived table: the number of events of default lists by kind and map cell, so that the cost of a map of the world does
 * not grow with the number of events. Cells are those of zoom 3; the cells of less zoom consist of them. Events that
 * fit no cell of zoom 3 are also counted by the place of their first location. A row stays with a count of 0 after the last
 * of its events is gone.
 */
export const cellCounts = pgTable(
  'cell_counts',
  {
    /** The deepest zoom whose cells the location fits: 0 to 3; -1 if it fits none. */
    fitsTo: smallint().notNull(),
    cellRow: smallint().notNull(),
    cellColumn: smallint().notNull(),
    placeId: uuid().notNull(),
    kind: text().notNull(),
    ...countColumns(),
  },
  (t) => [
    primaryKey({ name: 'cell_counts_pk', columns: [t.fitsTo, t.cellRow, t.cellColumn, t.placeId, t.kind] }),
    check('cell_counts_fits_to', sql`${t.fitsTo} between -1 and 3`),
  ],
)
