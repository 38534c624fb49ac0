import { expect, test } from 'vitest'
import { EVENTS_2, toRow } from '../../../importers/gdelt/columns.ts'
import { gdelt2 } from '../../../importers/gdelt/dataset.ts'
import { parseEventRow } from '../../../importers/gdelt/event-draft.ts'
import { eventLine, REVERSED } from './rows.ts'

type Cells = Parameters<typeof eventLine>[0]

function parse(cells: Cells = {}) {
  return parseEventRow(toRow(EVENTS_2, eventLine(cells).split('\t')), gdelt2)
}

const NO_ACTOR_1 = { Actor1Code: '', Actor1Name: '', Actor1CountryCode: '' }
const NO_ACTOR_2 = { Actor2Code: '', Actor2Name: '', Actor2CountryCode: '' }
const ELSEWHERE = {
  ActionGeo_FullName: 'Moscow, Moskva, Russia',
  ActionGeo_CountryCode: 'RS',
  ActionGeo_FeatureID: '-2960561',
}
const ACTOR_ELSEWHERE = {
  Actor1Geo_FullName: 'Moscow, Moskva, Russia',
  Actor2Geo_Type: '1',
  Actor2Geo_FullName: 'Georgia',
}
const CONTACTS = ['036', '040', '041', '042', '043', '044', '046']
const ACTS = ['010', '045', '051', '112', '180', '193']

function isOneEvent(cells: Cells, others: Cells): boolean {
  return parse(cells).event.id === parse({ GLOBALEVENTID: '1001', ...others }).event.id
}

test.each(CONTACTS)('makes one event of the rows of a contact with the code %s', (code) => {
  const contact = { EventCode: code }
  expect(isOneEvent(contact, contact)).toBe(true)
  for (const cells of [ELSEWHERE, ACTOR_ELSEWHERE, { ActionGeo_Type: '' }, { DATEADDED: '20160406000000' }]) {
    expect([cells, isOneEvent(contact, { ...contact, ...cells })]).toEqual([cells, true])
  }
  for (const cells of [{ SOURCEURL: 'http://other.example/' }, { SQLDATE: '20160404' }, NO_ACTOR_1, NO_ACTOR_2]) {
    expect([cells, isOneEvent(contact, { ...contact, ...cells })]).toEqual([cells, false])
  }
  // A visit has a direction: 042 is the visitor's row, 043 the host's.
  const mirror = { ...REVERSED, EventCode: { '042': '043', '043': '042' }[code] ?? code }
  expect(isOneEvent(contact, mirror)).toBe(true)
  expect(parse(mirror).event.title).toBe(parse(contact).event.title)
  expect(isOneEvent(contact, { ...contact, ...REVERSED })).toBe(code !== '042' && code !== '043')
  expect(isOneEvent({ ...contact, ...NO_ACTOR_2 }, { ...mirror, ...NO_ACTOR_1 })).toBe(true)
  // Rows without an article are never one event.
  expect(isOneEvent({ ...contact, SOURCEURL: '' }, { ...contact, SOURCEURL: '' })).toBe(false)
})

test.each(ACTS)(
  'makes one event of the rows of an act with the code %s that differ only in the places of the actors',
  (code) => {
    const act = { EventCode: code }
    for (const cells of [
      {},
      ACTOR_ELSEWHERE,
      { NumMentions: '9' },
      { Actor1Name: 'MOSCOW' },
      { DATEADDED: '20160406000000' },
    ]) {
      expect([cells, isOneEvent(act, { ...act, ...cells })]).toEqual([cells, true])
    }
    for (const cells of [
      ELSEWHERE,
      REVERSED,
      NO_ACTOR_1,
      NO_ACTOR_2,
      { ActionGeo_Type: '' },
      { SQLDATE: '20160404' },
      { SOURCEURL: 'http://other.example/' },
      { EventCode: '1' + code.slice(1) },
    ]) {
      expect([cells, isOneEvent(act, { ...act, ...cells })]).toEqual([
        cells,
        'EventCode' in cells && cells.EventCode === code,
      ])
    }
    expect(isOneEvent({ ...act, SOURCEURL: '' }, { ...act, SOURCEURL: '' })).toBe(false)
  },
)

test('distinguishes contacts by kind, realis and the direction of a visit', () => {
  expect(isOneEvent({ EventCode: '036' }, { EventCode: '040' })).toBe(false)
  expect(isOneEvent({ EventCode: '041' }, { EventCode: '046' })).toBe(false)
  expect(isOneEvent({ EventCode: '040' }, { EventCode: '044' })).toBe(true)
  const visit = parse({ EventCode: '042' }).event
  expect(visit.title).toBe('RUSSIA -> AZERBAIJAN: make a visit (GDELT 042)')
  expect(visit.participations.map(({ actor, role }) => [actor.name, role])).toEqual([
    ['Russia', 'VISITOR'],
    ['Azerbaijan', 'HOST'],
  ])
})

test('distinguishes acts of one country whose places have points and no names', () => {
  const act = { EventCode: '193', ActionGeo_FullName: '' }
  for (const type of ['', '0', '5']) {
    const first = { ...act, ActionGeo_Type: type, ActionGeo_Lat: '22', ActionGeo_Long: '98' }
    expect([type, isOneEvent(first, first)]).toEqual([type, true])
    expect([type, isOneEvent(first, { ...first, ActionGeo_Lat: '26' })]).toEqual([type, false])
  }
})

test('distinguishes acts in parts of one division by their features, and not by their names', () => {
  const act = { EventCode: '193', ActionGeo_Type: '5', ActionGeo_CountryCode: 'IN', ActionGeo_ADM1Code: 'IN21' }
  const first = { ...act, ActionGeo_FullName: 'Odisha, Orissa, India', ActionGeo_FeatureID: '-2108340' }
  expect(isOneEvent(first, { ...first, ActionGeo_FullName: 'Orissa, Orissa, India' })).toBe(true)
  expect(isOneEvent(first, { ...first, ActionGeo_FeatureID: '-2095002' })).toBe(false)
})
