import { expect, inject } from 'vitest'

/** The fields of one state of the event. Each level has its type, as client libraries add it by themselves. */
const STATE = `
  __typename id asOf version title
  ... on PhoneCall { topics }
  occurred { __typename edtf }
  current { __typename id title }
  claims { __typename id certainty quote { __typename exact } event { __typename id title } }
  participations {
    __typename
    role
    actor {
      __typename id name
      events(first: 2) { __typename nodes { __typename id title } }
      eventsThen: events(asOf: $then, first: 2) { __typename nodes { __typename id title } }
    }
  }
`

/** The event as of a moment and now, side by side; its caller is an actor in both states. */
export const THEN_AND_NOW = `
  query ThenAndNowQuery($event: ID!, $then: DateTime!) {
    then: event(id: $event, asOf: $then) { ${STATE} }
    now: event(id: $event) { ${STATE} }
  }
`

/** What a page of the event refetches after another correction: the answer has the present state only. */
export const CORRECT_TITLE = `
  mutation ThenAndNowCorrectMutation($event: ID!, $expectedVersion: Int!, $title: String!) {
    correctEvent(
      input: { event: $event, expectedVersion: $expectedVersion, title: $title, reason: "The title was unclear" }
    ) {
      __typename
      event { __typename id version title }
      errors { __typename message }
    }
  }
`

export const TITLES = { then: 'The presidents speak', now: 'The president speaks to a minister', next: 'A call' }

/** An event that was corrected after a moment. */
export interface CorrectedCall {
  /** The variables of `THEN_AND_NOW`. */
  variables: { event: string; then: string }
  /** The variables of `CORRECT_TITLE`. */
  correction: { event: string; expectedVersion: number; title: string }
  caller: string
}

/** The parts of the answer to `THEN_AND_NOW` that tests read one by one. */
export interface ThenAndNow {
  then: { id: string; title: string }
  now: { id: string; title: string }
}

/**
 * Publishes a call from one person to another, and corrects title, time and recipient of it.
 * @param owner makes the names of the persons and the URL of the article unique
 */
export async function publishCorrectedCall(owner: string): Promise<CorrectedCall> {
  const input = reportOf(owner)
  const { publishReport } = (await ask(PUBLISH, { input })) as Published
  expect(publishReport.errors).toEqual([])
  const event = publishReport.events?.[0]?.event
  const [caller, , third] = publishReport.resolved?.map(({ actor }) => actor.id) ?? []
  if (event === undefined || caller === undefined || third === undefined) throw new Error('Nothing was published.')
  const then = event.revisions[0]?.at
  if (then === undefined) throw new Error('The event has no revision.')
  const correction = {
    event: event.id,
    expectedVersion: 1,
    reason: 'The minister answered, not the president',
    title: TITLES.now,
    occurred: { edtf: '2016-04-06', basis: 'EXPLICIT' },
    participations: [
      { actor: caller, role: 'INITIATOR' },
      { actor: third, role: 'RECIPIENT' },
    ],
  }
  const { correctEvent } = (await ask(CORRECT, { input: correction })) as { correctEvent: { errors: unknown[] } }
  expect(correctEvent.errors).toEqual([])
  return {
    variables: { event: event.id, then },
    correction: { event: event.id, expectedVersion: 2, title: TITLES.next },
    caller,
  }
}

/** Sends an operation without a client library, and so without its cache. */
export async function ask(query: string, variables: object): Promise<unknown> {
  const response = await fetch(inject('url'), {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...authorization() },
    body: JSON.stringify({ query, variables }),
  })
  const { data, errors } = (await response.json()) as { data: unknown; errors?: unknown }
  expect(errors).toBeUndefined()
  return data
}

/** The header with the key of the lab. */
export function authorization(): Record<string, string> {
  return { authorization: `Bearer ${inject('key')}` }
}

export const PUBLISH = `
  mutation ($input: PublishReportInput!) {
    publishReport(input: $input) {
      events { event { id revisions { at } } }
      resolved { actor { id } }
      errors { path message }
    }
  }
`

const CORRECT = `
  mutation ($input: CorrectEventInput!) { correctEvent(input: $input) { errors { path message } } }
`

interface Published {
  publishReport: {
    events?: { event: { id: string; revisions: { at: string }[] } }[]
    resolved?: { actor: { id: string } }[]
    errors: unknown[]
  }
}

/** The report of a call, for `PUBLISH`. */
export function reportOf(owner: string) {
  return {
    dataset: { name: 'lab', title: 'Lab', licence: 'CC0-1.0' },
    article: {
      url: `https://news.example/${encodeURIComponent(owner)}`,
      publisher: { name: 'Example News' },
      publishedOn: '2016-04-05',
    },
    text: 'The two presidents spoke by telephone on Tuesday, a spokesman said. A minister was not reached.',
    actors: [
      { key: 'one', kind: 'PERSON', name: `First President of ${owner}` },
      { key: 'two', kind: 'PERSON', name: `Second President of ${owner}` },
      { key: 'three', kind: 'PERSON', name: `Minister of ${owner}` },
    ],
    events: [
      {
        key: 'call',
        kind: 'PHONE_CALL',
        title: TITLES.then,
        realis: 'ACTUAL',
        occurred: { edtf: '2016-04-05', basis: 'RELATIVE', text: 'on Tuesday' },
        participations: [
          { actor: 'one', role: 'INITIATOR' },
          { actor: 'two', role: 'RECIPIENT' },
        ],
        claims: [{ aspect: 'OCCURRENCE', certainty: 'REPORTED', quote: { exact: 'spoke by telephone on Tuesday' } }],
      },
    ],
  }
}
