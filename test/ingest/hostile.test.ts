import { expect } from 'vitest'
import { phoneCall, reportDocument } from '../support/documents/report-document.ts'
import { withEvent } from '../support/documents/report-variants.ts'
import { problemsOf } from '../support/ingest.ts'
import { test } from '../support/service.ts'
import { countEverything } from './every-table.ts'

const A = { key: 'a', kind: 'STATE', name: 'State A' }
const B = { key: 'b', kind: 'STATE', name: 'State B' }
function withArticle(more: object) {
  return reportDocument({ article: { url: 'https://news.example/1', ...more } })
}
function withTime(more: object) {
  return withEvent({ occurred: { edtf: '../..', basis: 'EXPLICIT', ...more } })
}
function ceasefire(details: object) {
  return withEvent({ kind: 'CEASEFIRE', participations: [], details })
}
function nested(depth: number): unknown {
  let value: unknown = 'deep'
  for (let i = 0; i < depth; i++) value = [value]
  return value
}
/** 1900 different characters of three bytes each: too long for an index entry, and not compressible. */
const longAddress = `https://news.example/${Array.from({ length: 1900 }, (_, i) => String.fromCodePoint(0x4e00 + ((i * 7919) % 20_000))).join('')}`

/** Valid JSON that the database cannot store or an index cannot hold, and the path and begin of its message. */
const HOSTILE: [what: string, document: unknown, expected: string][] = [
  [
    'a NUL character in a list',
    withEvent({ details: { topics: ['a\u0000'] } }),
    'events[0].details.topics[0]: must not contain the NUL',
  ],
  [
    'half of a surrogate pair in a list',
    withEvent({ details: { topics: ['\ud83c'] } }),
    'events[0].details.topics[0]: must not contain half',
  ],
  [
    'a very long list',
    withEvent({ details: { topics: Array.from({ length: 100_000 }, (_, i) => `t${i}`) } }),
    'events[0].details.topics: must have at most 50 items; got 100000.',
  ],
  ['a NUL character in an address', withArticle({ url: 'https://x.example/\u0000' }), 'article.url: must not contain'],
  [
    'half of a surrogate pair in an address',
    withArticle({ url: 'https://x.example/\ud83c' }),
    'article.url: must not contain',
  ],
  [
    'an address too long for an index',
    withArticle({ url: longAddress }),
    'article.url: must not take more than 2000 bytes of UTF-8; got 5721.',
  ],
  [
    'a NUL character in an external id',
    withEvent({ externalIds: [{ scheme: 'CAMEO', value: '\u0000' }] }),
    'events[0].externalIds[0].value: must not contain the NUL',
  ],
  [
    'a NUL character in a quote',
    withEvent({
      claims: [{ aspect: 'OCCURRENCE', certainty: 'REPORTED', quote: { exact: '\u0000', start: 0, end: 1 } }],
    }),
    'events[0].claims[0].quote.exact: must not contain the NUL',
  ],
  ['the year 0', withArticle({ publishedOn: '0000-01-01' }), 'article.publishedOn: must be a day in the years'],
  [
    'a date-time in the year 0',
    withTime({ earliest: '0000-01-01T00:00:00Z' }),
    'events[0].occurred.earliest: must be a date-time in the years',
  ],
  [
    'a date-time in the year 0 in UTC only',
    withTime({ earliest: '0001-01-01T00:00:00+14:00' }),
    'events[0].occurred.earliest: must be a date-time in the years',
  ],
  [
    'a date-time in the year 10000 in UTC only',
    withTime({ latest: '9999-12-31T23:59:59-14:00' }),
    'events[0].occurred.latest: must be a date-time in the years',
  ],
  [
    'a detail of the year 0',
    ceasefire({ effectiveFrom: '0000-01-01T00:00:00Z' }),
    'events[0].details.effectiveFrom: must be a date-time in the years',
  ],
  [
    'an effective period that ends before it begins',
    ceasefire({ effectiveFrom: '2020-01-02T00:00:00Z', effectiveUntil: '2020-01-02T02:00:00+04:00' }),
    'events[0].details.effectiveUntil: must be later than effectiveFrom',
  ],
  [
    'a null detail',
    withEvent({ kind: 'EXERCISE', participations: [], details: { joint: null } }),
    'events[0].details.joint: must be a boolean; got null.',
  ],
  [
    'a number above the largest integer',
    withEvent({ details: { durationMinutes: 2 ** 31 } }),
    'events[0].details.durationMinutes: must be at most 2147483647; got 2147483648.',
  ],
  [
    'infinity',
    withEvent({ quantities: [{ measure: 'OTHER', approximation: 'EXACT', best: JSON.parse('1e999') }] }),
    'events[0].quantities[0].best: must be a number; got Infinity.',
  ],
  [
    'the same external id twice',
    withEvent({
      externalIds: [
        { scheme: 'CAMEO', value: '1' },
        { scheme: 'CAMEO', value: '1' },
      ],
    }),
    'events[0].externalIds[1]: repeats CAMEO "1".',
  ],
  [
    'a member of itself',
    reportDocument({ actors: [{ ...A, memberships: [{ organization: 'a', role: 'x' }] }, B] }),
    'actors[0].memberships[0].organization: relates the actor "a" to itself',
  ],
  [
    'a place that claims itself',
    reportDocument({ places: [{ key: 'p', kind: 'SITE', name: 'P', parents: [{ kind: 'CLAIMED_BY', place: 'p' }] }] }),
    'places[0].parents[0].place: relates the place "p" to itself',
  ],
  [
    'one external id of two actors',
    reportDocument({
      actors: [
        { ...A, externalIds: [{ scheme: 'WIKIDATA', value: 'Q1' }] },
        {
          ...B,
          externalIds: [
            { scheme: 'ISO3166_A3', value: 'BBB' },
            { scheme: 'WIKIDATA', value: 'Q1' },
          ],
        },
      ],
    }),
    'actors[1].externalIds[1]: WIKIDATA "Q1" is already an external id of "a"',
  ],
  [
    'an office of a state',
    reportDocument({
      offices: [{ key: 'o', title: 'O' }],
      events: [phoneCall({ participations: [{ actor: 'a', role: 'INITIATOR', office: 'o' }] })],
    }),
    'events[0].participations[0].office: is allowed for a PERSON only; "a" is of kind STATE',
  ],
  [
    '__proto__',
    JSON.parse(JSON.stringify(reportDocument()).replace('{', '{"__proto__": {"polluted": true}, ')),
    'document: Unrecognized key: "__proto__". Allowed keys: idempotencyKey, dataset',
  ],
  [
    '__proto__ in details',
    withEvent({ details: JSON.parse('{"__proto__": {"polluted": true}}') }),
    'events[0].details: Unrecognized key: "__proto__". Allowed keys: topics, durationMinutes.',
  ],
  [
    'property names of all objects',
    withEvent({ details: JSON.parse('{"constructor": 1, "toString": 1}') }),
    'events[0].details: Unrecognized keys: "constructor", "toString"',
  ],
  [
    'very many keys',
    reportDocument(Object.fromEntries(Array.from({ length: 100_000 }, (_, i) => [`k${i}`, i]))),
    'document: Unrecognized keys: "k0", "k1"',
  ],
  ['very deep nesting', reportDocument({ actors: nested(50_000) }), 'actors[0]: must be an object; got a list.'],
  [
    'very many events',
    reportDocument({ events: Array.from({ length: 10_001 }, (_, i) => phoneCall({ key: `e${i}` })) }),
    'events: must have at most 1000 items; got 10001.',
  ],
]

test('refuses what the database cannot store before any statement', async ({ service }) => {
  const before = await countEverything(service)
  for (const [what, document, expected] of HOSTILE) {
    const problems = await problemsOf(service, document).catch((error: unknown) => [String(error)])
    expect([what, problems[0]]).toEqual([what, expect.stringContaining(`- ${expected}`)])
    expect([what, problems.join('').length]).toEqual([what, expect.toSatisfy((length: number) => length < 10_000)])
  }
  expect(await countEverything(service)).toEqual(before)
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
})

test('resolves more references than a statement has parameters', { timeout: 60_000 }, async ({ service }) => {
  const unknownId = 'act_01h455vb4pex5vsknk084sn02q'
  const events = Array.from({ length: 700 }, (_, e) =>
    phoneCall({
      key: `e${e}`,
      participations: Array.from({ length: 100 }, (_p, i) => ({
        actor: `${unknownId.slice(0, 20)}${String(e * 100 + i).padStart(10, '0')}`,
        role: 'INITIATOR',
      })),
    }),
  )
  const problems = await problemsOf(service, reportDocument({ events }))
  expect(problems).toHaveLength(51)
  expect(problems.at(-1)).toBe('- and 69950 more')
})
