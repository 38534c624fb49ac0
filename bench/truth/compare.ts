import { compareAggregates, type CountedEvent } from './aggregates.ts'
import { dayOf, readCountries } from './codebook.ts'
import { byRowNumber, GDELT_SELECTION, type GdeltEvent } from './gdelt-event.ts'
import { compareGdeltRows } from './gdelt.ts'
import { compareHappenings, indistinguishable } from './happenings.ts'
import { compareMentions } from './mentions.ts'
import { readRawFile, type RawRow } from './raw-rows.ts'
import { everyEventOf, readEvents, type Ask } from './service.ts'
import { Tally } from './tally.ts'
import { compareUcdpRows, UCDP_FRAGMENTS, UCDP_SELECTION, type UcdpEvent } from './ucdp.ts'

/**
 * Compares every row of files with what the service answers about them.
 * @param paths files that are imported, and no others
 */
export async function compareFiles(ask: Ask, paths: readonly string[]): Promise<Tally> {
  const files = paths.map(readRawFile)
  const rowsOf = (kind: string): RawRow[] => files.filter((file) => file.kind === kind).flatMap(({ rows }) => rows)
  // Files overlap: a row of a later file replaces that of the same number.
  const distinct = (rows: RawRow[], number: string) => [...new Map(rows.map((row) => [row(number), row])).values()]
  const tally = new Tally()
  if (rowsOf('events').length > 0)
    await compareGdelt(ask, distinct(rowsOf('events'), 'GLOBALEVENTID'), rowsOf('mentions'), tally)
  if (rowsOf('ucdp').length > 0) await compareUcdp(ask, distinct(rowsOf('ucdp'), 'id'), tally)
  return tally
}

async function compareGdelt(ask: Ask, rows: RawRow[], mentions: RawRow[], tally: Tally): Promise<void> {
  const events = await readEvents<GdeltEvent>(ask, await everyEventOf(ask, ['gdelt', 'gdelt-1']), GDELT_SELECTION)
  const byNumber = byRowNumber(events)
  const countries = readCountries()
  const isRefused = (row: RawRow) => dayOf(row('SQLDATE')) > dayOf(row('DATEADDED'))
  // An article cannot report an event of a later day.
  for (const row of rows.filter(isRefused)) {
    const number = row('GLOBALEVENTID')
    tally.compare('GDELT row dated after its report is refused', number, undefined, byNumber.get(number)?.[0]?.id)
  }
  const accepted = rows.filter((row) => !isRefused(row))
  compareGdeltRows(accepted, byNumber, countries, tally)
  compareHappenings(accepted, byNumber, countries, tally)
  tally.compare('GDELT events without a row', 'all', 0, events.filter(({ codings }) => codings.length === 0).length)
  const doubles = new Set(indistinguishable(events))
  for (const event of events) tally.compare('GDELT event differs from others', event.id, false, doubles.has(event))
  await compareMentions(ask, mentions, byNumber, tally)
}

async function compareUcdp(ask: Ask, rows: RawRow[], tally: Tally): Promise<void> {
  const events = await readEvents<UcdpEvent>(ask, await everyEventOf(ask, ['ucdp']), UCDP_SELECTION, UCDP_FRAGMENTS)
  compareUcdpRows(rows, events, tally)
  await compareAggregates(ask, 'ucdp', rows.map(countedOf), tally)
}

function countedOf(row: RawRow): CountedEvent {
  const [low, best, high] = ['low', 'best', 'high'].map((column) => Number(row(column) || 0))
  const type = row('type_of_violence')
  return {
    kind: type === '3' ? ((best ?? 0) >= 25 ? 'MASS_VIOLENCE' : 'ATTACK') : 'ARMED_CLASH',
    days: [row('date_start').slice(0, 10), row('date_end').slice(0, 10)],
    deaths: low === undefined || best === undefined || high === undefined ? undefined : { low, best, high },
  }
}
