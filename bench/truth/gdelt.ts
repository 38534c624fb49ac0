import { repaired, numberOf } from './cells.ts'
import { dayOf, daysBetween, PRECISION_BY_LAG, QUAD_CLASSES, type Countries } from './codebook.ts'
import type { GdeltEvent } from './gdelt-event.ts'
import { compareLocation } from './gdelt-location.ts'
import type { RawRow } from './raw-rows.ts'
import type { Is, Tally } from './tally.ts'

/** Compares every column of every row with what the service has of it. */
export function compareGdeltRows(
  rows: readonly RawRow[],
  events: ReadonlyMap<string, GdeltEvent[]>,
  countries: Countries,
  tally: Tally,
): void {
  for (const row of rows) {
    const number = row('GLOBALEVENTID')
    const found = events.get(number) ?? []
    tally.compare('GDELT row is in one event', number, 1, found.length)
    const [event] = found
    const coding = event?.codings.find(({ externalId }) => externalId.value === number)
    if (!event || !coding) continue
    const is = (field: string, expected: unknown, actual: unknown) =>
      tally.compare(`GDELT ${field}`, number, expected, actual)
    compareTime(row, event, is)
    is('code', ['CAMEO', row('EventCode')], [coding.code.scheme, coding.code.code])
    is('Goldstein scale', numberOf(row('GoldsteinScale')), coding.goldsteinScale)
    is('tone', numberOf(row('AvgTone')), coding.averageTone)
    is(
      'counts',
      ['NumMentions', 'NumSources', 'NumArticles'].map((name) => numberOf(row(name))),
      [coding.mentionCount, coding.sourceCount, coding.articleCount],
    )
    is('root event', row('IsRootEvent') === '1', coding.isRootEvent)
    is('quad class', QUAD_CLASSES[row('QuadClass')] ?? null, coding.quadClass)
    is('time of the row', dayOf(row('DATEADDED')), coding.addedAt?.slice(0, 10))
    for (const [side, label, place] of [
      ['Actor1', coding.actor1Label, coding.actor1Place],
      ['Actor2', coding.actor2Label, coding.actor2Place],
    ] as const) {
      is('words for the actors', repaired(row(`${side}Name`).trim() || row(`${side}Code`).trim()) || null, label)
      is('places of the actors', repaired(row(`${side}Geo_FullName`)) || null, place)
    }
    compareLocation(row, event, coding, countries, is)
    compareParticipants(row, event, countries, is)
    const source = repaired(row('SOURCEURL'))
    const articles = event.mentions.nodes.map(({ article }) => article.url ?? article.headline)
    if (source)
      is(
        'source',
        true,
        articles.some((article) => article !== null && isSameAddress(article, source)),
      )
    is('evidence and certainty', ['CODED', 'UNVERIFIED'], [event.evidence, event.certainty])
  }
}

function compareTime(row: RawRow, { occurred }: GdeltEvent, is: Is): void {
  const day = dayOf(row('SQLDATE'))
  // Historic files were coded years later, and name no source.
  const lag = row('SOURCEURL') ? daysBetween(day, dayOf(row('DATEADDED'))) : 0
  const precision = PRECISION_BY_LAG.get(lag) ?? 'DAY'
  is('precision of the day', precision, occurred.precision)
  const { earliest, latest } = occurred
  const isWithin = earliest !== null && latest !== null && earliest.slice(0, 10) <= day && day < latest
  is('day', true, precision === 'DAY' ? occurred.edtf === day : isWithin)
}

/** The row with the smallest number describes the event; others of a contact can name an actor in other words. */
function compareParticipants(row: RawRow, event: GdeltEvent, countries: Countries, is: Is): void {
  const isFirst = event.codings.every(({ externalId }) => Number(externalId.value) >= Number(row('GLOBALEVENTID')))
  const sides = ['Actor1', 'Actor2'].filter((side) => row(`${side}Code`) || row(`${side}Name`))
  if (isFirst) {
    const distinct = new Set(sides.map((side) => `${row(`${side}Code`)}|${row(`${side}Name`)}`))
    // An actor that acts on itself has two roles in some kinds, and one in others.
    if (distinct.size === sides.length) is('number of participants', distinct.size, event.participations.length)
  }
  for (const side of sides) {
    const alpha2 = countries.byAlpha3.get(row(`${side}CountryCode`))
    if (alpha2 && isFirst) {
      is(
        'country of a participant',
        true,
        event.participations.some(({ actor }) =>
          actor.country?.externalIds.some(({ scheme, value }) => scheme === 'ISO3166_A2' && value === alpha2),
        ),
      )
    }
    const words = repaired(row(`${side}Name`))
    if (words && isFirst)
      is(
        'words for a participant',
        true,
        event.participations.some(({ label }) => label === words),
      )
  }
}

/** Addresses are compared without what RFC 3986 normalises. */
function isSameAddress(stored: string, written: string): boolean {
  if (stored === written) return true
  return URL.canParse(stored) && URL.canParse(written) && new URL(stored).href === new URL(written).href
}
