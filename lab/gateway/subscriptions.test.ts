import { createClient } from 'graphql-sse'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { ask, publishCorrectedCall, TITLES } from '../clients/corrected-call.ts'
import { GATEWAYS, type GatewayName } from './gateways.ts'
import { send } from './shapes/run.ts'
import { readIds, readSubgraph } from './teams/dateline.ts'
import { dossiers } from './teams/dossiers.ts'
import { startTeam, type RunningTeam, type Subgraph } from './teams/team.ts'

const FOLLOW = `subscription ($after: String) {
  eventChanged(after: $after) { cursor kind event { id title ... on PhoneCall { caption dossiers { number } } } }
}`

let team: RunningTeam
let subgraphs: Subgraph[]

beforeAll(async () => {
  const url = inject('url')
  team = await startTeam(dossiers(await readIds(url)))
  subgraphs = [await readSubgraph(url), team]
})
afterAll(() => team.stop())

const HIVE: GatewayName[] = ['Hive Gateway', 'Hive Gateway, planner of Hive Router']
const CASES = HIVE.flatMap((name) => (['sse', 'ws'] as const).map((transport) => ({ name, transport })))

describe.each(CASES)('$name over $transport', ({ name, transport }) => {
  test('delivers each change after a cursor, with the fields of the other team', async () => {
    const gateway = await GATEWAYS[name](subgraphs, { transport })
    const client = createClient({ url: gateway.url, retryAttempts: 0 })
    try {
      const after = await lastCursor()
      const { variables } = await publishCorrectedCall(`${name} ${transport}`)
      const changes: unknown[] = []
      for await (const { data, errors } of client.iterate({ query: FOLLOW, variables: { after } })) {
        expect(errors).toBeUndefined()
        const { eventChanged } = data as { eventChanged: { event: { id: string } } }
        // Tests of other files publish at the same time.
        if (eventChanged.event.id === variables.event) changes.push(eventChanged)
        if (changes.length === 2) break
      }
      const event = { title: TITLES.now, caption: `${TITLES.now}, 2016-04-06`, dossiers: [] }
      expect(changes).toMatchObject([{ event }, { kind: 'CORRECTED', event }])
    } finally {
      client.dispose()
      await gateway.stop()
    }
  })
})

test('@apollo/gateway refuses subscriptions', async () => {
  const gateway = await GATEWAYS['@apollo/gateway'](subgraphs)
  try {
    const { data, errors } = await send(gateway, { query: FOLLOW })
    expect({ data, errors }).toEqual({ data: null, errors: ['INTERNAL_SERVER_ERROR'] })
  } finally {
    await gateway.stop()
  }
})

async function lastCursor(after?: string): Promise<string> {
  const query = 'query ($after: String) { changes(first: 100, after: $after) { pageInfo { hasNextPage endCursor } } }'
  const { changes } = (await ask(query, { after })) as Changes
  const { hasNextPage, endCursor } = changes.pageInfo
  return hasNextPage ? lastCursor(endCursor) : endCursor
}

interface Changes {
  changes: { pageInfo: { hasNextPage: boolean; endCursor: string } }
}
