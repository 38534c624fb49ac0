import { expect } from 'vitest'
import { publishReport } from '../../../ingest/publish.ts'
import { phoneCall, reportDocument } from '../../support/documents/report-document.ts'
import { chanceOf } from '../../support/random.ts'
import { tablesOf, test, type Service } from '../../support/service.ts'
import { READINGS } from '../../support/world/groups.ts'
import { makeWorld } from '../../support/world/world.ts'

interface Group {
  key: Record<string, string | null>
  timeFit: string
  count: number
  mentionCount: number
  fatalities: number | null
  withFatalities: number
}

const GROUPS = `query Groups($where: EventWhere, $by: [EventDimension!]!, $reading: GroupReading, $orderBy: GroupOrder, $emptyBuckets: Boolean, $first: Int = 1000) {
  events(where: $where) { groups(by: $by, reading: $reading, orderBy: $orderBy, emptyBuckets: $emptyBuckets, first: $first) {
    key { day week month year } timeFit count mentionCount fatalities withFatalities
  } }
}`

const EMPTY = { timeFit: 'IN_BUCKET', count: 0, mentionCount: 0, fatalities: null, withFatalities: 0 }

const DAY_MS = 86_400_000

/** The buckets of all days from the first day of a bucket to that of another. */
function bucketsBetween(unit: string, first: string, last: string): string[] {
  const dayOf = (bucket: string) => Date.parse(bucket.padEnd(10, '-01'))
  const names = new Set<string>()
  for (let at = dayOf(first); at <= dayOf(last); at += DAY_MS) {
    const day = new Date(at)
    if (unit === 'WEEK' && day.getUTCDay() !== 1) continue
    names.add(day.toISOString().slice(0, first.length))
  }
  return [...names]
}

async function groupsOf(service: Service, variables: Record<string, unknown>): Promise<Group[]> {
  const { data, errors } = await service.ask<{ events: { groups: Group[] } }>(GROUPS, variables)
  expect([variables, errors]).toEqual([variables, undefined])
  return data.events.groups
}

test('a histogram has each bucket from the first to the last once, and nothing else changes', async ({ service }) => {
  await makeWorld(service, chanceOf(71), 8)
  let emptyCount = 0
  for (const unit of ['DAY', 'WEEK', 'MONTH', 'YEAR']) {
    const field = unit.toLowerCase()
    for (const reading of unit === 'DAY' ? ['CERTAINLY'] : READINGS) {
      for (const where of [{}, { occurred: { from: '2000-01-01' } }, { kinds: ['EXERCISE'], minMentions: 2 }]) {
        const question = { where, by: [unit], reading, orderBy: 'KEY_ASC' }
        const groups = await groupsOf(service, question)
        const dated = groups.filter(({ key }) => key[field] !== null)
        const [first, last] = [dated[0], dated.at(-1)].map((group) => group?.key[field] ?? '')
        const byBucket = new Map(dated.map((group) => [group.key[field], group]))
        const buckets = first && last ? bucketsBetween(unit, first, last) : []
        const none = { day: null, week: null, month: null, year: null }
        const filled = buckets.map(
          (bucket): Group => byBucket.get(bucket) ?? { ...EMPTY, key: { ...none, [field]: bucket } },
        )
        emptyCount += filled.length - dated.length
        const undated = groups.filter(({ key }) => key[field] === null)
        const ascending = await groupsOf(service, { ...question, emptyBuckets: true })
        expect([question, ascending]).toEqual([question, [...filled, ...undated]])
        const descending = await groupsOf(service, { ...question, emptyBuckets: true, orderBy: 'KEY_DESC', first: 3 })
        expect(descending).toEqual([...filled.toReversed(), ...undated].slice(0, 3))
      }
    }
  }
  expect(emptyCount).toBeGreaterThan(100)
})

test('a histogram costs one statement, also of the lists of many parents', async ({ service }) => {
  const days = ['2016-04-02', '2016-04-05']
  const events = days.map((edtf, i) => phoneCall({ key: `e${i}`, occurred: { edtf, basis: 'EXPLICIT' } }))
  await publishReport(service.db, reportDocument({ events }), { by: 'test' })
  const groups = 'groups(by: [DAY], orderBy: KEY_ASC, emptyBuckets: true) { key { day } count }'
  const expected = [1, 0, 0, 1].map((count, i) => ({ key: { day: `2016-04-0${i + 2}` }, count }))
  service.statements.length = 0
  const root = await service.ask(`{ events { ${groups} } }`)
  expect([root.data, tablesOf(service.statements)]).toEqual([{ events: { groups: expected } }, ['event_counts']])
  service.statements.length = 0
  const { data } = await service.ask(`{ actors { nodes { events { ${groups} } } } }`)
  expect(data).toEqual({ actors: { nodes: [{ events: { groups: expected } }, { events: { groups: expected } }] } })
  expect(tablesOf(service.statements)).toEqual(['actors', 'unnest'])
})

test('refuses what has no histogram, and too many buckets with what to do instead', async ({ service }) => {
  const years = ['1980-01-01', '2016-01-01']
  const events = years.map((edtf, i) => phoneCall({ key: `e${i}`, occurred: { edtf, basis: 'EXPLICIT' } }))
  await publishReport(service.db, reportDocument({ events }), { by: 'test' })
  const refused: [args: string, message: RegExp][] = [
    ['by: [KIND], orderBy: KEY_ASC', /needs one dimension of time.*got \[KIND\]/],
    ['by: [MONTH, KIND], orderBy: KEY_ASC', /needs one dimension of time/],
    ['by: [MONTH]', /needs `orderBy` KEY_ASC or KEY_DESC; got COUNT_DESC/],
    ['by: [MONTH], orderBy: KEY_ASC, having: { atLeast: 2 }', /`having` leaves out buckets/],
    [
      'by: [DAY], orderBy: KEY_ASC',
      /at most 1,000 buckets, but from 1980-01-01 to 2016-01-01 there are at least 13,150 of one day.*`where.occurred`/,
    ],
  ]
  for (const [args, message] of refused) {
    const { errors } = await service.ask(`{ events { groups(${args}, emptyBuckets: true) { count } } }`)
    expect([args, errors?.[0]?.extensions?.['code']]).toEqual([args, 'BAD_USER_INPUT'])
    expect(errors?.[0]?.message).toMatch(message)
  }
  const { data } = await service.ask<{ events: { groups: unknown[] } }>(
    '{ events { groups(by: [MONTH], orderBy: KEY_ASC, emptyBuckets: true, first: 1000) { count } } }',
  )
  expect(data.events.groups).toHaveLength(433)
})
