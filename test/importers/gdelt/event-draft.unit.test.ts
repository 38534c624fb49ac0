import { expect, test } from 'vitest'
import { EVENTS_2, toRow } from '../../../importers/gdelt/columns.ts'
import { gdelt2 } from '../../../importers/gdelt/dataset.ts'
import { parseEventRow } from '../../../importers/gdelt/event-draft.ts'
import { eventLine } from './rows.ts'

type Cells = Parameters<typeof eventLine>[0]

function parse(cells: Cells = {}) {
  return parseEventRow(toRow(EVENTS_2, eventLine(cells).split('\t')), gdelt2)
}

test('parses all parts of a row', () => {
  expect(parse()).toMatchObject({
    rowNumber: 1000,
    warnings: [],
    event: {
      kind: 'PHONE_CALL',
      title: 'AZERBAIJAN <-> RUSSIA: discuss by telephone (GDELT 041)',
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
      codings: [
        {
          rowNumber: 1000,
          key: 'CONTACT',
          code: '041',
          goldsteinScale: 1,
          quadClass: 1,
          isRootEvent: true,
          averageTone: -2.5,
          mentionCount: 4,
          actor1Label: 'RUSSIA',
          locationPrecision: 'SETTLEMENT',
        },
      ],
      mentions: [{ article: { url: 'http://news.example/calls', publisher: 'news.example' }, tone: -2.5 }],
    },
  })
  expect(
    parse()
      .event.participations.map(({ actor, role, label }) => [actor.kind, actor.name, role, label].join())
      .toSorted(),
  ).toEqual(['STATE,Azerbaijan,PARTICIPANT,AZERBAIJAN', 'STATE,Russia,PARTICIPANT,RUSSIA'])
})

test('a title reads as a coding: the labels of the feed, the action, and the code', () => {
  const titleOf = (cells: Cells) => parse(cells).event.title
  expect(titleOf({ EventCode: '193' })).toBe('RUSSIA -> AZERBAIJAN: fight with small arms (GDELT 193)')
  expect(titleOf({ EventCode: '193', Actor1Code: '', Actor1Name: '', Actor1CountryCode: '' })).toBe(
    '(not named) -> AZERBAIJAN: fight with small arms (GDELT 193)',
  )
  expect(titleOf({ EventCode: '190', Actor2Name: '' })).toMatch(/^RUSSIA -> AZERBAIJAN: fight \(GDELT 190\)$/)
  expect(titleOf({ EventCode: '999' })).toBe('RUSSIA -> AZERBAIJAN: act in an unknown way (GDELT 999)')
  const alone = { EventCode: '041', Actor1Code: '', Actor1Name: '', Actor1CountryCode: '' }
  expect(titleOf(alone)).toBe('(not named) <-> AZERBAIJAN: discuss by telephone (GDELT 041)')
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
])('reads country codes as FIPS 10-4: %s is %s', (fips, name) => {
  const { place } = parse({ ActionGeo_Type: '1', ActionGeo_CountryCode: fips, ActionGeo_FullName: name }).event
  expect(place).toMatchObject({ kind: 'COUNTRY', name })
})

test('makes a state of a bare country code, and another actor of every other code and name', () => {
  const actorOf = (cells: Cells) => parse({ EventCode: '010', ...cells }).event.participations[0]!.actor
  expect(actorOf({ Actor1Name: 'MOSCOW' })).toMatchObject({
    kind: 'STATE',
    name: 'Russia',
    externalIds: [
      { scheme: 'ISO3166_A3', value: 'RUS' },
      { scheme: 'CAMEO', value: 'RUS' },
    ],
  })
  expect(actorOf({ Actor1Code: 'RUSGOV', Actor1Name: 'KREMLIN', Actor1Type1Code: 'GOV' })).toMatchObject({
    kind: 'GROUP',
    name: 'Kremlin (Russia, government)',
    description: 'CAMEO RUSGOV - Russia, Government',
    country: { name: 'Russia' },
  })
  expect(
    actorOf({ Actor1Code: 'ARMMIL', Actor1Name: 'ARMENIAN', Actor1CountryCode: 'ARM', Actor1Type1Code: 'MIL' }),
  ).toMatchObject({ kind: 'ARMED_FORCE' })
  for (const type of ['MIL', 'REB', 'SEP', 'INS', 'UAF']) {
    const cells = { Actor1Code: `RUSGOV${type}`, Actor1Type1Code: 'GOV', Actor1Type2Code: type }
    expect(actorOf(cells)).toMatchObject({ kind: 'ARMED_FORCE' })
  }
  expect(
    actorOf({
      Actor1Code: 'IGOUNO',
      Actor1Name: 'UNITED NATIONS',
      Actor1CountryCode: '',
      Actor1KnownGroupCode: 'UNO',
      Actor1Type1Code: 'IGO',
    }),
  ).toMatchObject({ kind: 'ORGANIZATION', name: 'United Nations (inter-governmental organization)' })
  expect(actorOf({ Actor1Code: 'EUR', Actor1Name: 'EUROPE', Actor1CountryCode: 'EUR' })).toMatchObject({
    kind: 'GROUP',
    name: 'Europe',
  })
  expect(
    actorOf({
      Actor1Code: 'CVLKURMOS',
      Actor1Name: 'KURD',
      Actor1CountryCode: '',
      Actor1EthnicCode: 'kur',
      Actor1Religion1Code: 'MOS',
      Actor1Type1Code: 'CVL',
    }).description,
  ).toBe('CAMEO CVLKURMOS - Kurd, Muslim, Civilian')
})

test('stores unusual values with a warning', () => {
  expect(parse({ EventCode: '106' })).toMatchObject({
    event: { kind: 'OTHER' },
    warnings: ['unknown CAMEO action code 106'],
  })
  expect(parse({ SQLDATE: '20150405' }).warnings).toEqual(['SQLDATE is about a year before DATEADDED'])
  expect(parse({ Actor1CountryCode: 'SSD', Actor1Code: 'SSD', Actor1Name: 'SOUTH SUDAN' }).warnings).toEqual([
    'unknown CAMEO country code SSD',
  ])
  expect(parse({ ActionGeo_Type: '0' })).toMatchObject({
    event: { locationPrecision: 'UNKNOWN', latitude: 40.3953 },
    warnings: ['point without ActionGeo_Type'],
  })
  expect(parse({ ActionGeo_FullName: 'BogotÃ¡, Bogota, Colombia' })).toMatchObject({
    event: { place: { name: 'Bogotá' } },
    warnings: ['place name was encoded twice; repaired'],
  })
  expect(parse({ ActionGeo_CountryCode: 'OC', ActionGeo_Type: '1', ActionGeo_FullName: 'Oceans' })).toMatchObject({
    event: { place: { kind: 'WATER' } },
    warnings: ['unknown FIPS country code OC'],
  })
  expect(
    parse({ Actor2Code: 'RUS', Actor2Name: 'KREMLIN', Actor2CountryCode: 'RUS' }).event.participations,
  ).toHaveLength(1)
  expect(parse({ SOURCEURL: 'BBC Monitoring' }).event.mentions[0]!.article).toMatchObject({
    headline: 'BBC Monitoring',
    publisher: 'BBC Monitoring',
  })
})

test.each([
  [{ GLOBALEVENTID: 'x' }, 'GLOBALEVENTID must be an integer of 0 or more; got "x"'],
  [{ SQLDATE: '20160230' }, 'SQLDATE must be a day YYYYMMDD; got "20160230"'],
  [{ DATEADDED: '' }, 'DATEADDED must be a time YYYYMMDDHHMMSS or a day YYYYMMDD; got an empty cell'],
  [{ EventCode: '' }, 'EventCode must be a CAMEO action code; got an empty cell'],
])('rejects a row with %o', (cells, message) => {
  expect(() => parse(cells)).toThrow(message)
})
