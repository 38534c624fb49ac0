import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import { encode } from 'gpt-tokenizer'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'

const MAX_TOKENS_OF_DEFINITIONS = 4_000
const MAX_TOKENS_OF_ANSWER = 8_000

/** The revisions of the protocol with which the client of the SDK connects. */
const MODES = ['legacy', { pin: '2026-07-28' }] as const

interface Event {
  id: string
  title: string
  certainty: string
  occurred: string
  realis?: string
  polarity?: string
  participants?: string[]
  quotes?: { quote: string; saidBy: string; hedge?: string }[]
}

interface Listed {
  totalCount: number
  events?: Event[]
}

let client: Client
/** The tokens of the answers by question. */
const tokens: Record<string, number> = {}
let question = ''

async function connect(mode: (typeof MODES)[number], headers: Record<string, string> = {}): Promise<Client> {
  const connected = new Client({ name: 'lab', version: '1' }, { versionNegotiation: { mode } })
  await connected.connect(
    new StreamableHTTPClientTransport(new URL('/mcp', inject('url')), { requestInit: { headers } }),
  )
  return connected
}

beforeAll(async () => {
  client = await connect('legacy')
})

afterAll(async () => {
  await client.close()
  console.table(tokens)
})

async function call(name: string, values: object, using = client): Promise<{ isError: boolean; text: string }> {
  const result = await using.callTool({ name, arguments: { ...values } })
  const [content] = result.content as { type: string; text: string }[]
  const text = content?.text ?? ''
  expect(encode(text).length).toBeLessThan(MAX_TOKENS_OF_ANSWER)
  tokens[question] = (tokens[question] ?? 0) + encode(text).length
  return { isError: result.isError === true, text }
}

async function ask<Value>(name: string, values: object): Promise<Value> {
  const { isError, text } = await call(name, values)
  if (isError) throw new Error(text)
  return JSON.parse(text) as Value
}

/** A question of docs/queries that an agent answers by tools alone. */
function asked(name: string, answer: () => Promise<void>): void {
  test(name, async () => {
    question = name
    await answer()
  })
}

async function eventsOf(values: object): Promise<Event[]> {
  return (await ask<Listed>('search_events', values)).events ?? []
}

async function titlesOf(values: object): Promise<string[]> {
  return (await eventsOf(values)).map(({ title }) => title)
}

test.for(MODES)('the definitions are short in the revision %j, and there is no session', async (mode) => {
  const connected = await connect(mode)
  const { tools } = await connected.listTools()
  const count = encode(JSON.stringify(tools)).length
  tokens[`definitions, ${JSON.stringify(mode)}`] = count
  expect(tools).toHaveLength(10)
  expect(count).toBeLessThan(MAX_TOKENS_OF_DEFINITIONS)
  expect(connected.getInstructions()).toMatch(/never instructions/)
  expect(await call('search_events', { first: 1 }, connected)).toMatchObject({ isError: false })
  await connected.close()
})

asked('the calls: who called whom, in which office, what was agreed, in which words?', async () => {
  const calls = await eventsOf({ kinds: ['PHONE_CALL'], during: '2016-04-05' })
  expect(calls).toHaveLength(2)
  for (const { participants } of calls) expect(participants?.[0]).toMatch(/^INITIATOR Vladimir Putin/)
  const details = await Promise.all(calls.map(({ id }) => ask<Record<string, object[]>>('get_event', { id })))
  const text = JSON.stringify(details)
  expect(text).toMatch(/President of Russia/)
  expect(text).toMatch(/"topics"/)
  expect(details.flatMap(({ relations = [] }) => relations).length).toBeGreaterThan(1)
})

asked('what does the report itself call unclear?', async () => {
  const unclear = await eventsOf({ certainty: ['UNCLEAR'], realis: ['ACTUAL', 'SCHEDULED', 'DESIRED', 'HYPOTHETICAL'] })
  expect(unclear.length).toBeGreaterThan(0)
  const hedges = unclear.flatMap(({ quotes = [] }) => quotes.flatMap(({ hedge }) => hedge ?? []))
  expect(hedges.length).toBeGreaterThan(0)
})

asked('who says so?', async () => {
  const events = await eventsOf({ kinds: ['CEASEFIRE', 'ARMED_CLASH', 'APPEAL'] })
  expect(events.length).toBeGreaterThan(2)
  for (const { id } of events) {
    interface Compared {
      origins: { name: string; isProven: boolean }[]
      claimsByAspect: Record<string, { quote: string; saidBy: string; origin?: string }[]>
    }
    const { origins, claimsByAspect } = await ask<Compared>('compare_claims', { event: id })
    expect(origins.length).toBeGreaterThan(0)
    const claims = Object.values(claimsByAspect).flat()
    for (const { quote, saidBy } of claims) expect([quote, saidBy].every(Boolean)).toBe(true)
    // Only a claim that asserts has an origin.
    expect(claims.some(({ origin }) => origin !== undefined)).toBe(true)
  }
})

asked('the exercise: who, where, with how many, for how long, how certain?', async () => {
  const [exercise] = await eventsOf({ kinds: ['EXERCISE'] })
  const details = await ask<Record<string, unknown>>('get_event', { id: exercise?.id })
  expect(details).toMatchObject({ durationDays: 5, location: { place: { name: 'Dagestan' } } })
  expect(JSON.stringify(details['quantities'])).toMatch(/PERSONNEL/)
  expect(details).toHaveProperty('plannedBeforehand')
})

asked('what was planned, desired, hypothetical or denied?', async () => {
  const planned = await eventsOf({ realis: ['SCHEDULED', 'DESIRED', 'HYPOTHETICAL'] })
  const denied = await eventsOf({ polarity: ['NEGATIVE'] })
  expect(planned.every(({ realis }) => realis !== undefined)).toBe(true)
  expect(denied.every(({ polarity }) => polarity === 'NEGATIVE')).toBe(true)
  expect(planned.length).toBeGreaterThan(0)
})

asked('what may have happened on 2 April, and what certainly did?', async () => {
  const possibly = await titlesOf({ during: '2016-04-02' })
  const certainly = await titlesOf({ during: '2016-04-02', certainlyDuring: true })
  expect(certainly.length).toBeLessThan(possibly.length)
  expect(possibly).toEqual(expect.arrayContaining(certainly))
})

asked('in which events did the president of Armenia take part, in any spelling?', async () => {
  const found = await eventsOf({ participants: ['Саргсян'], realis: ['ACTUAL', 'SCHEDULED'] })
  expect(found.length).toBeGreaterThan(0)
  for (const { participants } of found) expect(participants?.join()).toMatch(/Serzh Sarkisian/)
})

asked('with whom was Putin in contact, how often, when last, and how?', async () => {
  interface Dossier {
    counterparts: { actor: { name: string }; eventCount: number; lastContact: string; kinds: object[] }[]
  }
  const { counterparts } = await ask<Dossier>('actor_dossier', { actor: 'Vladimir Putin' })
  const [first] = counterparts
  expect(first).toMatchObject({ eventCount: 4, lastContact: '2016-04-05' })
  expect(first?.kinds.length).toBeGreaterThan(1)
})

asked('where is fighting mentioned, and in which words?', async () => {
  const found = await eventsOf({ text: 'fighting -exercise or shelling -exercise', orderBy: 'RELEVANCE' })
  expect(found.length).toBeGreaterThan(0)
  expect(found[0]?.quotes?.length).toBeGreaterThan(0)
})

asked('how many events of which kind were there by month, and how many people were killed?', async () => {
  interface Counted {
    totalCount: number
    groups: { month?: string; kind?: string; count: number; fatalitiesLow?: number }[]
  }
  const { totalCount, groups } = await ask<Counted>('count_events', { by: ['MONTH', 'KIND'] })
  expect(groups.reduce((sum, { count }) => sum + count, 0)).toBe(totalCount)
  expect(groups.some(({ fatalitiesLow = 0 }) => fatalitiesLow > 0)).toBe(true)
})

asked('which clashes killed 20 people or more, according to whom?', async () => {
  const [clash] = await eventsOf({ kinds: ['ARMED_CLASH'], minFatalities: 20 })
  const { quantities, claims } = await ask<Record<string, object[]>>('get_event', { id: clash?.id })
  expect(JSON.stringify(quantities)).toMatch(/FATALITIES/)
  expect(JSON.stringify(claims)).toMatch(/"saidBy":"./)
})

asked('what happened in Russia, and how precisely is the place known?', async () => {
  const [event] = await eventsOf({ country: 'RU' })
  const { location } = await ask<Record<string, object>>('get_event', { id: event?.id })
  expect(location).toMatchObject({ precision: expect.any(String), place: { name: expect.any(String) } })
})

asked('what concerns Armenia or Azerbaijan, is neither a statement nor an appeal, and is not confirmed?', async () => {
  const found = await eventsOf({
    during: '2016-04',
    participantCountries: ['AM', 'AZ'],
    excludeKinds: ['STATEMENT', 'APPEAL'],
    certainty: ['REPORTED', 'UNCLEAR', 'DENIED', 'DISPUTED'],
    orderBy: 'MENTION_COUNT_DESC',
  })
  expect(found.length).toBeGreaterThan(0)
  expect(found.every(({ certainty }) => certainty !== 'CONFIRMED')).toBe(true)
})

asked('what is new, corrected or retracted since 1 May 2016, and why?', async () => {
  interface Changes {
    changes: { change: string; revisions: { kind: string; by: string }[] }[]
  }
  const { changes } = await ask<Changes>('list_changes', { from: '2016-05-01T00:00:00Z', during: '2016-04' })
  expect(changes.length).toBeGreaterThan(0)
  for (const { revisions } of changes) expect(revisions[0]).toMatchObject({ kind: 'CREATED' })
})

asked('an agent publishes a report behind a key, and reads it again', async () => {
  const writer = await connect('legacy', { authorization: `Bearer ${inject('key')}` })
  const { example } = await ask<{ example: { dataset: object } }>('report_format', {})
  const report = { ...example, dataset: { ...example.dataset, name: 'lab' } }
  expect(await call('publish_report', { report })).toMatchObject({
    isError: true,
    text: expect.stringMatching(/^UNAUTHENTICATED/),
  })
  expect(await call('check_report', { report }, writer)).toMatchObject({ isError: false })
  const { text } = await call('publish_report', { report }, writer)
  const { events } = JSON.parse(text) as { events: { id: string }[] }
  expect(await ask('get_event', { id: events[0]?.id })).toMatchObject({
    claims: [{ quote: 'spoke by telephone on Tuesday' }],
  })
  await writer.close()
})
