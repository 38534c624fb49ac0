import { Environment, Network, RecordSource, Store, type GraphQLResponse } from 'relay-runtime'
import { inject } from 'vitest'
import { authorization } from './corrected-call.ts'

/** An environment of Relay with an empty store. */
export function createEnvironment(): Environment {
  return new Environment({
    store: new Store(new RecordSource()),
    network: Network.create(async ({ text }, values) => {
      const response = await fetch(inject('url'), {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...authorization() },
        body: JSON.stringify({ query: text, variables: values }),
      })
      return (await response.json()) as GraphQLResponse
    }),
  })
}
