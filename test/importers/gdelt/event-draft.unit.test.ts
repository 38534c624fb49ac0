import { expect, test } from 'vitest'
import { EVENTS_2, namedColumns } from '../../../importers/gdelt/columns.ts'
import { gdelt2 } from '../../../importers/gdelt/dataset.ts'
import { draftOf } from '../../../importers/gdelt/event-draft.ts'
import { eventLine } from './rows.ts'

type Cells = Parameters<typeof eventLine>[0]

function read(cells: Cells = {}) {
  return draftOf(namedColumns(EVENTS_2, eventLine(cells).split('\t')), gdelt2)
}

test('a row is read whole', () => {
  expect(read()).toMatchObject({
    row: 1000,
    warnings: [],
    event: {
      kind: 'PHONE_CALL',
      title: 'Azerbaijan and Russia speak by telephone',
      realis: 'ACTUAL',
      edtf: '2016-04-05',
      earliest: '2016-04-05T00:00:00.000Z',
      latest: '2016-04-06T00:00:00.000Z',
      timePrecision: 'DAY',
      locationPrecision: 'SETTLEMENT',
      radiusKm: 10,
      latitude: 40.3953,
      place: {
        kind: 'SETTLEMENT',
        name: 'Baku',
        externalIds: [{ scheme: 'GNS', value: '-2705195' }],
        within: { kind: 'ADM1', name: 'Baki', within: { kind: 'COUNTRY', name: 'Azerbaijan' } },
      },
      codes: [{ scheme: 'CAMEO', code: '041' }],
      externalIds: [{ scheme: 'GDELT_EVENT', value: '1000' }],
      coding: { goldsteinScale: 1, quadClass: 1, isRootEvent: true, averageTone: -2.5, mentionCount: 4 },
      mentions: [{ article: { url: 'http://news.example/calls', publisher: 'news.example' }, tone: -2.5 }],
    },
  })
  expect(
    read()
      .event.participations.map(({ actor, role, label }) => [actor.kind, actor.name, role, label].join())
      .toSorted(),
  ).toEqual(['STATE,Azerbaijan,PARTICIPANT,AZERBAIJAN', 'STATE,Russia,PARTICIPANT,RUSSIA'])
})

test('rows of both directions of one source and day tell of one event, others do not', () => {
  const turned = {
    Actor1Code: 'AZE',
    Actor1Name: 'AZERBAIJAN',
    Actor1CountryCode: 'AZE',
    Actor2Code: 'RUS',
    Actor2Name: 'RUSSIA',
    Actor2CountryCode: 'RUS',
    GLOBALEVENTID: '1001',
  }
  expect(read(turned).event).toMatchObject({ id: read().event.id, title: read().event.title })
  expect(read({ ...turned, SOURCEURL: 'http://other.example/' }).event.id).not.toBe(read().event.id)
  expect(read({ ...turned, SQLDATE: '20160404' }).event.id).not.toBe(read().event.id)
  expect(read({ ...turned, EventCode: '046' }).event.id).not.toBe(read().event.id)
  // A visit has a direction: 042 is the visitor's row, 043 the host's.
  const visit = read({ EventCode: '042' }).event
  expect(read({ ...turned, EventCode: '043' }).event).toMatchObject({ id: visit.id, title: 'Russia visits Azerbaijan' })
  expect(read({ ...turned, EventCode: '042' }).event.id).not.toBe(visit.id)
  expect(visit.participations.map(({ actor, role }) => [actor.name, role])).toEqual([
    ['Russia', 'VISITOR'],
    ['Azerbaijan', 'HOST'],
  ])
  // An intended meeting is never the actual one, and what is not mutual is never merged.
  expect(read({ EventCode: '036' }).event.id).not.toBe(read({ EventCode: '040' }).event.id)
  expect(read({ EventCode: '190' }).event.id).not.toBe(read({ EventCode: '190', GLOBALEVENTID: '1001' }).event.id)
})

test.each([
  ['RS', 'Russia'],
  ['GM', 'Germany'],
  ['CH', 'China'],
  ['AU', 'Austria'],
  ['AS', 'Australia'],
  ['IS', 'Israel'],
  ['SP', 'Spain'],
  ['AJ', 'Azerbaijan'],
])('geography is in FIPS 10-4: %s is %s', (fips, name) => {
  const { place } = read({ ActionGeo_Type: '1', ActionGeo_CountryCode: fips, ActionGeo_FullName: name }).event
  expect(place).toMatchObject({ kind: 'COUNTRY', name })
})

test('an actor is a state, or what its code and name say', () => {
  const one = (cells: Cells) => read({ EventCode: '010', ...cells }).event.participations[0]!.actor
  expect(one({ Actor1Name: 'MOSCOW' })).toMatchObject({
    kind: 'STATE',
    name: 'Russia',
    externalIds: [
      { scheme: 'ISO3166_A3', value: 'RUS' },
      { scheme: 'CAMEO', value: 'RUS' },
    ],
  })
  expect(one({ Actor1Code: 'RUSGOV', Actor1Name: 'KREMLIN', Actor1Type1Code: 'GOV' })).toMatchObject({
    kind: 'GROUP',
    name: 'Kremlin (Russia)',
    description: 'CAMEO RUSGOV - Russia, Government',
    country: { name: 'Russia' },
  })
  expect(
    one({ Actor1Code: 'ARMMIL', Actor1Name: 'ARMENIAN', Actor1CountryCode: 'ARM', Actor1Type1Code: 'MIL' }),
  ).toMatchObject({ kind: 'ARMED_FORCE' })
  expect(
    one({
      Actor1Code: 'IGOUNO',
      Actor1Name: 'UNITED NATIONS',
      Actor1CountryCode: '',
      Actor1KnownGroupCode: 'UNO',
      Actor1Type1Code: 'IGO',
    }),
  ).toMatchObject({ kind: 'ORGANIZATION', name: 'United Nations' })
  expect(one({ Actor1Code: 'EUR', Actor1Name: 'EUROPE', Actor1CountryCode: 'EUR' })).toMatchObject({
    kind: 'GROUP',
    name: 'Europe',
  })
  expect(
    one({
      Actor1Code: 'CVLKURMOS',
      Actor1Name: 'KURD',
      Actor1CountryCode: '',
      Actor1EthnicCode: 'kur',
      Actor1Religion1Code: 'MOS',
      Actor1Type1Code: 'CVL',
    }).description,
  ).toBe('CAMEO CVLKURMOS - Kurd, Muslim, Civilian')
})

test('what is odd is kept and told', () => {
  expect(read({ EventCode: '106' })).toMatchObject({ event: { kind: 'OTHER' }, warnings: ['CAMEO has no action 106'] })
  expect(read({ SQLDATE: '20150405' }).warnings).toEqual(['dated about a year before it was reported'])
  expect(read({ Actor1CountryCode: 'SSD', Actor1Code: 'SSD', Actor1Name: 'SOUTH SUDAN' }).warnings).toEqual([
    'CAMEO has no country SSD',
  ])
  expect(read({ ActionGeo_Type: '0' })).toMatchObject({
    event: { locationPrecision: 'UNKNOWN', latitude: 40.3953 },
    warnings: ['a point without a type of geography'],
  })
  expect(read({ ActionGeo_FullName: 'BogotÃ¡, Bogota, Colombia' })).toMatchObject({
    event: { place: { name: 'Bogotá' } },
    warnings: ['a place name encoded twice, mended'],
  })
  expect(read({ ActionGeo_CountryCode: 'OC', ActionGeo_Type: '1', ActionGeo_FullName: 'Oceans' })).toMatchObject({
    event: { place: { kind: 'WATER' } },
    warnings: ['no country has the FIPS code OC'],
  })
  expect(
    read({ Actor2Code: 'RUS', Actor2Name: 'KREMLIN', Actor2CountryCode: 'RUS' }).event.participations,
  ).toHaveLength(1)
  expect(read({ SOURCEURL: 'BBC Monitoring' }).event.mentions[0]!.article).toMatchObject({
    headline: 'BBC Monitoring',
    publisher: 'BBC Monitoring',
  })
})

test.each([
  [{ GLOBALEVENTID: 'x' }, 'is not a number'],
  [{ SQLDATE: '20160230' }, 'is not a day written YYYYMMDD'],
  [{ DATEADDED: '' }, 'is not a moment written YYYYMMDD or YYYYMMDDHHMMSS'],
  [{ EventCode: '' }, 'is empty'],
])('a row that cannot be used says why: %o', (cells, message) => {
  expect(() => read(cells)).toThrow(message)
})
