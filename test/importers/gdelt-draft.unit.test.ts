import { expect, test } from 'vitest'
import { EVENTS_2, IGNORED_IN_EVENTS, IGNORED_IN_MENTIONS, MENTIONS, named } from '../../importers/gdelt/columns.ts'
import { gdelt2 } from '../../importers/gdelt/dataset.ts'
import { ACTIONS, draftOf } from '../../importers/gdelt/event-draft.ts'
import { gdelt2Events, gdelt2Mentions } from '../../importers/gdelt/importers.ts'
import { meaningOf } from '../../importers/gdelt/kinds.ts'
import { mentionOf } from '../../importers/gdelt/mention-draft.ts'
import { rolesOf } from '../../schema/tables/event-kinds.ts'
import { eventLine, mentionLine } from './gdelt-rows.ts'

type Cells = Parameters<typeof eventLine>[0]

const read = (cells: Cells = {}) => draftOf(named(EVENTS_2, eventLine(cells).split('\t')), gdelt2)
const readMention = (cells: Cells = {}) => mentionOf(named(MENTIONS, mentionLine(cells).split('\t')))

test('every CAMEO code has a kind whose roles it uses, and no code makes an exercise', () => {
  expect(ACTIONS.size).toBe(310)
  for (const code of ACTIONS.keys()) {
    const meaning = meaningOf(code)!
    expect(meaning, code).toBeDefined()
    for (const role of meaning.roles) expect(rolesOf(meaning.kind), code).toContain(role)
    expect(meaning.kind).not.toBe('EXERCISE')
  }
})

test.each([
  ['036', 'MEETING', 'SCHEDULED'],
  ['040', 'MEETING', undefined],
  ['041', 'PHONE_CALL', undefined],
  ['042', 'VISIT', undefined],
  ['043', 'VISIT', undefined],
  ['045', 'MEDIATION', undefined],
  ['046', 'NEGOTIATION', undefined],
  ['0256', 'APPEAL', undefined],
  ['057', 'AGREEMENT', undefined],
  ['0871', 'CEASEFIRE', undefined],
  ['1056', 'DEMAND', undefined],
  ['154', 'FORCE_POSTURE', undefined],
  ['163', 'SANCTION', undefined],
  ['1952', 'ARMED_CLASH', undefined],
  ['203', 'MASS_VIOLENCE', undefined],
])('CAMEO %s is a %s', (code, kind, realis) => {
  expect(meaningOf(code)).toMatchObject({ kind, ...(realis && { realis }) })
  expect(meaningOf(code)!.realis).toBe(realis)
})

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
      reports: [{ article: { url: 'http://news.example/calls', publisher: 'news.example' }, tone: -2.5 }],
    },
  })
  expect(
    read()
      .event.participations.map(({ actor, role, label }) => [actor.kind, actor.name, role, label])
      .toSorted(),
  ).toEqual([
    ['STATE', 'Azerbaijan', 'PARTICIPANT', 'AZERBAIJAN'],
    ['STATE', 'Russia', 'PARTICIPANT', 'RUSSIA'],
  ])
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
  expect(read({ SOURCEURL: 'BBC Monitoring' }).event.reports[0]!.article).toMatchObject({
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

test('a mention is a report', () => {
  expect(readMention({ MentionDocTranslationInfo: 'srclc:spa;eng:GT-SPA 1.0' })).toMatchObject({
    row: 1000,
    report: {
      sentence: 3,
      actor1Offset: null,
      actor2Offset: 250,
      actionOffset: 261,
      extractionConfidence: 40,
      tone: -2.5,
      reportedAt: '2016-04-05T12:15:00.000Z',
      article: { url: 'http://news.example/calls', language: 'spa', length: 2000, publisher: 'news.example' },
    },
  })
  expect(() => readMention({ MentionIdentifier: '' })).toThrow('is empty')
})

test('every column is used or listed as ignored', () => {
  for (const [{ columns }, all, ignored] of [
    [gdelt2Events, EVENTS_2, IGNORED_IN_EVENTS],
    [gdelt2Mentions, MENTIONS, IGNORED_IN_MENTIONS],
  ] as const) {
    expect([...columns.used, ...columns.ignored].toSorted()).toEqual([...all].toSorted())
    expect(ignored.filter((column) => !all.includes(column))).toEqual([])
  }
  // What is not listed as ignored makes a difference to what is read.
  const base = JSON.stringify(read())
  const others: Record<string, string> = {
    IsRootEvent: '0',
    EventCode: '020',
    SQLDATE: '20160301',
    DATEADDED: '20160406121500',
    ActionGeo_Type: '1',
    ActionGeo_CountryCode: 'RS',
    ActionGeo_ADM1Code: 'AJ10',
  }
  for (const column of gdelt2Events.columns.used) {
    if (/Code$/.test(column) && column.startsWith('Actor')) continue
    expect(JSON.stringify(read({ [column]: others[column] ?? '7' })), column).not.toBe(base)
  }
})
