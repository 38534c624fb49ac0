import { sql, type SQL } from 'drizzle-orm'
import { isFatalities, quantities, statedFigures } from '../../../database/tables/quantity.ts'

const COLUMNS = [
  'event_count',
  'mention_count',
  'fatality_count',
  'fatalities_low',
  'fatalities_best',
  'fatalities_high',
  'fatalities_low_count',
  'fatalities_best_count',
  'fatalities_high_count',
]

/** The columns of a table of counts that `sumsOf` fills: see `countColumns`. */
export const SUMMED = sql.raw(COLUMNS.join(', '))

/** Adds the sums to those of a row `stored` that exists. */
export const ADDED = sql.raw(COLUMNS.map((column) => `${column} = stored.${column} + excluded.${column}`).join(', '))

/**
 * Joins the fatalities `f` of an event `e` as a whole. They are looked up for each event: where PostgreSQL expected one
 * event, because almost all others are coded by machines, it compared each of a batch with all quantities, for minutes.
 */
export const FATALITIES = sql`left join lateral (
      select f.event_id, f.low, f.best, f.high, f.approximation from ${quantities} f
      where f.event_id = e.id and ${isFatalities('f')} offset 0
    ) f on true`

/**
 * The sums over events `e`, joined with `FATALITIES`.
 * @param sign 1 to add the events, -1 to subtract them
 */
export function sumsOf(sign: 1 | -1): SQL {
  const factor = sql.raw(String(sign))
  const { low, best, high } = statedFigures('f')
  return sql`${factor} * count(*), ${factor} * sum(e.mention_count), ${factor} * count(f.event_id),
      ${factor} * coalesce(sum((${low})::numeric), 0),
      ${factor} * coalesce(sum((${best})::numeric), 0),
      ${factor} * coalesce(sum((${high})::numeric), 0),
      ${factor} * count(${low}), ${factor} * count(${best}), ${factor} * count(${high})`
}
