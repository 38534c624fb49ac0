import { repaired } from './cells.ts'
import { dayOf, isContact, type Countries } from './codebook.ts'
import type { GdeltEvent } from './gdelt-event.ts'
import { groupBy } from './group-by.ts'
import type { RawRow } from './raw-rows.ts'
import type { Tally } from './tally.ts'

/**
 * Compares which rows are one event with DESIGN.md 6.6: contacts by article, day and pair of actors, visits also by who
 * visits whom, other acts by article, day, code, actors and place. Rows without an article are events of their own.
 */
export function compareHappenings(
  rows: readonly RawRow[],
  events: ReadonlyMap<string, GdeltEvent[]>,
  countries: Countries,
  tally: Tally,
): void {
  const keysOfEvent = new Map<string, Set<string>>()
  for (const [key, group] of groupBy(rows, (row) => keyOf(row, countries))) {
    const numbers = group.map((row) => row('GLOBALEVENTID'))
    const ids = new Set(numbers.flatMap((number) => (events.get(number) ?? []).map(({ id }) => id)))
    tally.compare('GDELT rows of one happening', `${numbers.join(', ')}`, 1, ids.size)
    for (const id of ids) keysOfEvent.set(id, (keysOfEvent.get(id) ?? new Set()).add(key))
  }
  for (const [id, keys] of keysOfEvent)
    tally.compare('GDELT happenings of one event', id, [...keys].slice(0, 1), [...keys])
  compareMirrors(rows, events, tally)
}

/** Rows of one article and day, of which one has the contact from the other side. */
function compareMirrors(rows: readonly RawRow[], events: ReadonlyMap<string, GdeltEvent[]>, tally: Tally): void {
  const contacts = groupBy(
    rows.filter((row) => isContact(row('EventCode')) && row('SOURCEURL')),
    (row) => [row('SOURCEURL'), row('SQLDATE'), kindOfContact(row('EventCode'))].join('|'),
  )
  for (const group of contacts.values()) {
    const byActors = new Map(group.map((row) => [`${sideOf(row, 'Actor1')}>${sideOf(row, 'Actor2')}`, row]))
    for (const [actors, row] of byActors) {
      const [first, second] = actors.split('>')
      const mirror = byActors.get(`${second}>${first}`)
      if (!mirror || mirror === row || row('GLOBALEVENTID') > mirror('GLOBALEVENTID')) continue
      const isVisit = kindOfContact(row('EventCode')) === 'VISIT'
      // A second visit from the same side is another visit.
      if (isVisit && row('EventCode') === mirror('EventCode')) continue
      const [one, other] = [row, mirror].map((each) => events.get(each('GLOBALEVENTID'))?.[0]?.id)
      tally.compare('GDELT mirrors are one event', `${row('GLOBALEVENTID')}, ${mirror('GLOBALEVENTID')}`, one, other)
    }
  }
}

function keyOf(row: RawRow, countries: Countries): string {
  const [source, code] = [repaired(row('SOURCEURL')), row('EventCode')]
  if (!source) return row('GLOBALEVENTID')
  const [first, second] = [sideOf(row, 'Actor1'), sideOf(row, 'Actor2')]
  const act = [addressOf(source), dayOf(row('SQLDATE'))]
  if (!isContact(code)) return [...act, code, first, second, placeOf(row, countries)].join('|')
  const kind = kindOfContact(code)
  if (kind === 'VISIT') return [...act, kind, ...(code === '043' ? [second, first] : [first, second])].join('|')
  return [...act, kind, ...[first, second].toSorted()].join('|')
}

/** RFC 3986, 6.2: the default port of a scheme says nothing. */
function addressOf(url: string): string {
  return URL.canParse(url) ? new URL(url).href : url
}

/** CAMEO: 036 and 040 are meetings, of which 036 is intended; 044 is a meeting at a third place. */
function kindOfContact(code: string): string {
  if (code === '042' || code === '043') return 'VISIT'
  if (code === '041') return 'PHONE_CALL'
  if (code === '046') return 'NEGOTIATION'
  return code === '036' ? 'INTENDED_MEETING' : 'MEETING'
}

/** A bare code of a country is that state, by any name; else code and name together identify an actor. */
function sideOf(row: RawRow, side: 'Actor1' | 'Actor2'): string {
  const [code, name] = [row(`${side}Code`), repaired(row(`${side}Name`))]
  return code !== '' && code === row(`${side}CountryCode`) ? code : `${code}/${name}`
}

/** A numeric FeatureID identifies a place, by any name, and a code a country. */
function placeOf(row: RawRow, countries: Countries): string {
  const country = countries.byFips.get(row('ActionGeo_CountryCode'))
  if (row('ActionGeo_Type') === '1' && country) return country
  const feature = row('ActionGeo_FeatureID')
  if (/^-?\d+$/.test(feature)) return feature
  return ['Type', 'FullName', 'CountryCode', 'ADM1Code', 'Lat', 'Long', 'FeatureID']
    .map((column) => row(`ActionGeo_${column}`))
    .join('/')
}

/** The events that no field but numbers and counts of the feed tells apart, beyond the first of each kind. */
export function indistinguishable(events: readonly GdeltEvent[]): GdeltEvent[] {
  const seen = new Set<string>()
  return events.filter((event) => {
    const { kind, title, realis, occurred, locations, participations, mentions, codings } = event
    const isOfArticle = mentions.nodes.length > 0
    const content = JSON.stringify([
      [kind, title, realis, occurred.edtf],
      locations.map(({ precision, latitude, longitude, text }) => [precision, latitude, longitude, text]),
      participations,
      mentions,
      codings.map(({ code, actor1Label, actor2Label }) => [code.code, actor1Label, actor2Label]),
    ])
    const isDouble = isOfArticle && seen.has(content)
    seen.add(content)
    return isDouble
  })
}
