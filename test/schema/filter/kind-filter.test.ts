import { expect } from 'vitest'
import { TYPED_KINDS, type TypedKindName } from '../../../database/tables/event-kinds.ts'
import { publishReport } from '../../../ingest/publish.ts'
import { typedKinds } from '../../../schema/event/kinds.ts'
import { sampleDetails } from '../../support/documents/sample-details.ts'
import { test, tablesOf, type Service } from '../../support/service.ts'

const SOURCE = {
  dataset: { name: 'desk', title: 'Example desk', licence: 'CC0-1.0' },
  article: { url: 'https://news.example/kinds', publishedOn: '2020-01-08' },
}
const EVENT = {
  realis: 'ACTUAL',
  occurred: { edtf: '2020-01-06', basis: 'EXPLICIT' },
  claims: [{ aspect: 'OCCURRENCE', certainty: 'REPORTED', quote: { exact: 'amber', start: 0, end: 5 } }],
}

/** A filter that matches a value, and one that does not. */
function filtersOf(value: unknown): [matching: string, other: string] {
  if (typeof value === 'boolean') return [String(value), String(!value)]
  if (typeof value === 'number') return [`{ atLeast: ${value}, atMost: ${value} }`, `{ atLeast: ${value + 1} }`]
  if (Array.isArray(value)) {
    const [item] = value as string[]
    return /^[A-Z]/.test(item!) ? [`[${item}]`, '[]'] : [`"${item!.slice(1).toUpperCase()}"`, '"unmatched"']
  }
  const text = String(value)
  if (/^\d{4}-/.test(text)) return [`{ from: "${text}" }`, `{ to: "${text}" }`]
  return /^[A-Z_]+$/.test(text) ? [`[${text}]`, '[]'] : [`"${text.toUpperCase()}"`, '"unmatched"']
}

async function titlesOf(service: Service, where: string, field = 'events'): Promise<string[]> {
  const { data, errors } = await service.ask<Record<string, { totalCount: number; nodes: { title: string }[] }>>(
    `{ ${field}(where: ${where}) { totalCount nodes { title } } }`,
  )
  expect([where, errors]).toEqual([where, undefined])
  const titles = data[field]!.nodes.map(({ title }) => title).toSorted()
  expect(data[field]!.totalCount).toBe(titles.length)
  return titles
}

function nameOf(typeName: string): string {
  return typeName[0]!.toLowerCase() + typeName.slice(1)
}

test('every field of every typed kind is a filter that implies the kind', async ({ service }) => {
  const kinds = Object.keys(TYPED_KINDS) as TypedKindName[]
  const events = kinds.flatMap((kind, i) => [
    { ...EVENT, key: `with-${i}`, kind, title: `${kind} with`, details: sampleDetails(kind) },
    { ...EVENT, key: `without-${i}`, kind, title: `${kind} without` },
  ])
  await publishReport(service.db, { ...SOURCE, events }, { by: 'test' })
  for (const { kind, typeName, plural } of typedKinds) {
    const name = nameOf(typeName)
    expect(await titlesOf(service, `{ ${name}: {} }`)).toEqual([`${kind} with`, `${kind} without`])
    for (const [field, value] of Object.entries(sampleDetails(kind))) {
      const [matching, other] = filtersOf(value)
      expect(await titlesOf(service, `{ ${name}: { ${field}: ${matching} } }`)).toEqual([`${kind} with`])
      expect(await titlesOf(service, `{ ${name}: { ${field}: ${matching} } }`, plural)).toEqual([`${kind} with`])
      expect(await titlesOf(service, `{ ${name}: { ${field}: ${other} } }`)).toEqual([])
      expect(await titlesOf(service, `{ kinds: [${kind}], not: { ${name}: { ${field}: ${matching} } } }`)).toEqual([
        `${kind} without`,
      ])
    }
  }
})

test('a filter of a kind works below an actor and as of a moment, for one statement', async ({ seeded }) => {
  const where = '{ exercise: { plannedBeforehand: [UNCLEAR] } }'
  const title = 'Russian military exercise in Dagestan'
  const { data } = await seeded.ask<{ actors: { nodes: { events: { nodes: { title: string }[] } }[] } }>(
    `{ actors(where: { search: "Russian military" }, first: 1) { nodes { events(where: ${where}) { nodes { title } } } } }`,
  )
  expect(data.actors.nodes).toEqual([{ events: { nodes: [{ title }] } }])
  const asOf = await seeded.ask(`{ events(asOf: "${new Date().toISOString()}", where: ${where}) { nodes { title } } }`)
  expect(asOf.data).toEqual({ events: { nodes: [{ title }] } })
  expect(await titlesOf(seeded, where)).toEqual([title])
  expect(tablesOf(seeded.statements)).toEqual(['events', 'events'])
})

test('rejects a text that is empty or too long, and a reversed range', async ({ seeded }) => {
  for (const text of ['', ' ']) {
    const { errors } = await seeded.ask(`{ events(where: { meeting: { venue: "${text}" } }) { totalCount } }`)
    expect(errors).toMatchObject([
      {
        message: `\`meeting.venue\` must have at least one character that is not white space.`,
        extensions: { code: 'BAD_USER_INPUT' },
      },
    ])
  }
  const rejected = {
    '{ where: { meeting: { venue: "TEXT" } } }': /^`where.meeting.venue` must have at most 200 characters; got 201\.$/,
    '{ where: { visit: { durationDays: { atLeast: 2, atMost: 1 } } } }':
      /`visit.durationDays.atLeast` must not be greater/,
    '{ where: { ceasefire: { effectiveFrom: { from: "2016-04-05", to: "2016-04-05" } } } }':
      /from` must be before `to`/,
    '{ where: { quantity: { measure: FATALITIES, atLeast: 2, atMost: 1.5 } } }':
      /`quantity.atLeast` must not be greater/,
  }
  for (const [args, message] of Object.entries(rejected)) {
    const { errors } = await seeded.ask(
      `{ events(${args.slice(1, -1).replace('TEXT', 'x'.repeat(201))}) { totalCount } }`,
    )
    expect(errors).toMatchObject([{ message: expect.stringMatching(message), extensions: { code: 'BAD_USER_INPUT' } }])
  }
  const groups = '{ events { groups(by: [KIND], having: { atLeast: 2, atMost: 1 }) { count } } }'
  expect((await seeded.ask(groups)).errors?.[0]?.message).toMatch(/`having.atLeast` must not be greater/)
  const articles = '{ articles(where: { publishedFrom: "2016-04-05", publishedTo: "2016-04-05" }) { totalCount } }'
  expect((await seeded.ask(articles)).errors?.[0]?.message).toMatch(/`publishedFrom` must be before/)
})
