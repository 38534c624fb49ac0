import { ApolloClient, gql, HttpLink, InMemoryCache } from '@apollo/client'
import { relayStylePagination } from '@apollo/client/utilities'
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
