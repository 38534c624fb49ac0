import {
  commitMutation,
  createOperationDescriptor,
  fetchQuery,
  getSingularSelector,
  type ConcreteRequest,
  type ReaderFragment,
} from 'relay-runtime'
import { expect, test } from 'vitest'
import { ask, CORRECT_TITLE, publishCorrectedCall, THEN_AND_NOW, TITLES, type ThenAndNow } from './corrected-call.ts'
import { compileRelay } from './relay-compiler.ts'
import { createEnvironment } from './relay-environment.ts'

test('the store of Relay keeps then and now', async () => {
  const { ThenAndNowQuery: query, ThenAndNowCorrectMutation: mutation } = await compileRelay<{
    ThenAndNowQuery: ConcreteRequest
    ThenAndNowCorrectMutation: ConcreteRequest
  }>([THEN_AND_NOW, CORRECT_TITLE], ['ThenAndNowQuery', 'ThenAndNowCorrectMutation'])
  const { variables, correction, caller } = await publishCorrectedCall('Relay')
  const environment = createEnvironment()
  const operation = createOperationDescriptor(query, variables)
  const retained = environment.retain(operation)

  await fetchQuery(environment, query, variables).toPromise()
  const snapshot = environment.lookup(operation.fragment)
  expect(snapshot.isMissingData).toBe(false)
  expect(snapshot.data).toEqual(await ask(THEN_AND_NOW, variables))
  expect(snapshot.data).toMatchObject({ then: { title: TITLES.then }, now: { title: TITLES.now } })
  const ids = environment.getStore().getSource().getRecordIDs()
  expect(ids).toContain(variables.event)
  expect(ids).toContain(`${variables.event}@${variables.then}`)
  expect(ids).toContain(caller)

  let shown = snapshot.data as unknown as ThenAndNow
  const subscription = environment.subscribe(snapshot, ({ data }) => {
    shown = data as unknown as ThenAndNow
  })
  await new Promise((resolve, reject) => {
    commitMutation(environment, { mutation, variables: correction, onCompleted: resolve, onError: reject })
  })
  await expect.poll(() => shown.now.title).toBe(TITLES.next)
  subscription.dispose()
  retained.dispose()
  expect(shown).toEqual(await ask(THEN_AND_NOW, variables))
  expect(shown.then.title).toBe(TITLES.then)
})

const EVENTS = `
  fragment Page_events on Actor
  @refetchable(queryName: "PageEventsQuery")
  @argumentDefinitions(first: { type: "Int", defaultValue: 2 }, after: { type: "String" }) {
    events(first: $first, after: $after) @connection(key: "Page_events_events") {
      edges { node { id title } }
    }
  }
`
const ACTOR = 'query PageActorQuery($id: ID!) { actor(by: { id: $id }) { id name ...Page_events } }'

test('Relay refetches a fragment by id and pages its connection to the end', async () => {
  const { PageActorQuery, PageEventsQuery, Page_events } = await compileRelay<{
    PageActorQuery: ConcreteRequest
    PageEventsQuery: ConcreteRequest
    Page_events: ReaderFragment
  }>([EVENTS, ACTOR], ['PageActorQuery', 'PageEventsQuery', 'Page_events'])
  // The query that the compiler writes refetches the actor by its id, as Relay's specification has it.
  expect(PageEventsQuery.params.text).toMatch(/node\(id: \$id\)/)
  const { actor } = (await ask('{ actor(by: { externalId: { scheme: WIKIDATA, value: "Q7747" } }) { id } }', {})) as {
    actor: { id: string }
  }
  const environment = createEnvironment()
  const operation = createOperationDescriptor(PageActorQuery, { id: actor.id })
  const retained = environment.retain(operation)
  await fetchQuery(environment, PageActorQuery, { id: actor.id }).toPromise()
  const read = () => {
    const { data } = environment.lookup(operation.fragment)
    const selector = getSingularSelector(Page_events, data?.['actor'])
    if (selector === null || selector === undefined) throw new Error('The actor is not in the store.')
    return environment.lookup(selector).data as unknown as Page
  }
  let pages = 1
  for (let { pageInfo } = read().events; pageInfo.hasNextPage; { pageInfo } = read().events) {
    const variables = { id: actor.id, first: 2, after: pageInfo.endCursor }
    await fetchQuery(environment, PageEventsQuery, variables).toPromise()
    pages += 1
  }
  retained.dispose()
  const all = (await ask('query ($id: ID!) { actor(by: { id: $id }) { events(first: 100) { nodes { id title } } } }', {
    id: actor.id,
  })) as { actor: { events: { nodes: object[] } } }
  const { nodes } = all.actor.events
  expect(read().events.edges.map(({ node: { id, title } }) => ({ id, title }))).toEqual(nodes)
  expect(pages).toBe(Math.ceil(nodes.length / 2))
  expect(pages).toBeGreaterThan(2)
})

interface Page {
  events: { edges: { node: { id: string; title: string } }[]; pageInfo: { hasNextPage: boolean; endCursor: string } }
}
