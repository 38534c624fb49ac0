import { ApolloClient, gql, HttpLink, InMemoryCache } from '@apollo/client'
import { PersistedQueryLink } from '@apollo/client/link/persisted-queries'
import { relayStylePagination } from '@apollo/client/utilities'
import { createHash, randomUUID } from 'node:crypto'
import { expect, inject, test } from 'vitest'
import {
  ask,
  authorization,
  CORRECT_TITLE,
  publishCorrectedCall,
  THEN_AND_NOW,
  TITLES,
  type ThenAndNow,
} from './corrected-call.ts'
import { cacheRules } from './example/cache-rules.ts'
import { fetchContract } from './workshop.ts'

test('the cache of Apollo Client keeps then and now', async () => {
  const { variables, correction, caller } = await publishCorrectedCall('Apollo')
  const cache = new InMemoryCache()
  const client = new ApolloClient({ cache, link: new HttpLink({ uri: inject('url'), headers: authorization() }) })
  const query = gql(THEN_AND_NOW)

  await client.query({ query, variables })
  const read = () => cache.readQuery<ThenAndNow>({ query, variables })
  expect(read()).toEqual(await ask(THEN_AND_NOW, variables))
  expect(read()).toMatchObject({ then: { title: TITLES.then }, now: { title: TITLES.now } })
  const ids = Object.keys(cache.extract())
  expect(ids).toContain(`PhoneCall:${variables.event}`)
  expect(ids).toContain(`PhoneCall:${variables.event}@${variables.then}`)
  expect(ids.filter((id) => id === `Person:${caller}`)).toHaveLength(1)

  const shown: (ThenAndNow | undefined)[] = []
  const watched = client.watchQuery<ThenAndNow>({ query, variables, fetchPolicy: 'cache-only' })
  const subscription = watched.subscribe(({ data }) => shown.push(data as ThenAndNow | undefined))
  await client.mutate({ mutation: gql(CORRECT_TITLE), variables: correction })
  await expect.poll(() => shown.at(-1)?.now.title).toBe(TITLES.next)
  subscription.unsubscribe()
  client.stop()
  expect(shown.at(-1)).toEqual(await ask(THEN_AND_NOW, variables))
  expect(shown.at(-1)?.then.title).toBe(TITLES.then)
})

test('Apollo Client merges the pages of a list, and reads fragments on interfaces', async () => {
  const cache = new InMemoryCache({
    possibleTypes: cacheRules(await fetchContract()).possibleTypes,
    typePolicies: { Query: { fields: { events: relayStylePagination(['where']) } } },
  })
  const client = new ApolloClient({ cache, link: new HttpLink({ uri: inject('url') }) })
  const query = gql`
    query Events($after: String) {
      events(where: { occurred: { during: "2016-04" } }, first: 3, after: $after) {
        edges {
          node {
            id
            ... on Event {
              title
            }
          }
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  `
  interface Events {
    events: { edges: { node: { title: string } }[]; pageInfo: { hasNextPage: boolean; endCursor: string } }
  }
  const list = client.watchQuery<Events>({ query })
  const subscription = list.subscribe(() => undefined)
  await client.query({ query })
  const read = () => cache.readQuery<Events>({ query })?.events
  while (read()?.pageInfo.hasNextPage) await list.fetchMore({ variables: { after: read()?.pageInfo.endCursor } })
  subscription.unsubscribe()
  client.stop()
  const all = '{ events(where: { occurred: { during: "2016-04" } }, first: 100) { nodes { title } } }'
  const { events } = (await ask(all, {})) as { events: { nodes: { title: string }[] } }
  expect(read()?.edges.map(({ node }) => node.title)).toEqual(events.nodes.map(({ title }) => title))
})

test.each([false, true])(
  'Apollo Client registers a document by its digest (GET: %s)',
  async (useGETForHashedQueries) => {
    const sent: { method: string; hasText: boolean; status: number }[] = []
    const fetchNoted = async (url: string | URL | Request, init: RequestInit = {}) => {
      const response = await fetch(url, init)
      const target = decodeURIComponent(url instanceof Request ? url.url : String(url))
      const text = `${target} ${typeof init.body === 'string' ? init.body : ''}`
      sent.push({ method: init.method ?? 'GET', hasText: text.includes('datasets'), status: response.status })
      return response
    }
    const sha256 = (document: string) => createHash('sha256').update(document).digest('hex')
    const persisted = new PersistedQueryLink({ sha256, useGETForHashedQueries })
    const http = new HttpLink({ uri: inject('url'), headers: authorization(), fetch: fetchNoted })
    const client = new ApolloClient({ cache: new InMemoryCache(), link: persisted.concat(http) })
    // Another document each time, which the service does not have.
    const query = gql(`query Names${randomUUID().replaceAll('-', '')} { datasets { id name } }`)
    for (let i = 0; i < 2; i++) {
      const { data } = await client.query<{ datasets: object[] }>({ query, fetchPolicy: 'network-only' })
      expect(data?.datasets.length).toBeGreaterThan(0)
    }
    client.stop()
    expect(sent.map(({ hasText }) => hasText)).toEqual([false, true, false])
    const method = useGETForHashedQueries ? 'GET' : 'POST'
    expect([sent[0]?.method, sent[2]]).toEqual([method, { method, hasText: false, status: 200 }])
  },
)
