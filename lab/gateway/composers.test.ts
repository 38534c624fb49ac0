import { execFileSync } from 'node:child_process'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { projectRoot } from '../service.ts'
import { GATEWAY_NAMES, GATEWAYS, type GatewayName } from './gateways.ts'
import { send } from './shapes/run.ts'
import { clips } from './teams/clips.ts'
import { readIds, readSubgraph } from './teams/dateline.ts'
import { entries } from './teams/entries.ts'
import { startTeam, type RunningTeam, type Subgraph } from './teams/team.ts'

/** What depends on the composer, not on the queries. */

let team: RunningTeam
let dateline: Subgraph

beforeAll(async () => {
  dateline = await readSubgraph(inject('url'))
  team = await startTeam(clips(await readIds(inject('url'))))
})
afterAll(() => team.stop())

describe.each(['Hive Gateway', 'Hive Gateway, planner of Hive Router'] as const)('%s', (name: GatewayName) => {
  test('with the supergraph of @theguild/federation-composition, asks the wrong service for a required field', async () => {
    const gateway = await GATEWAYS[name]([dateline, team], { composer: '@theguild/federation-composition' })
    try {
      // A defect of the composer: it does not say that the team has the title of an @interfaceObject only as external.
      const { data, errors } = await send(gateway, { query: '{ clip(number: 1) { number event { title } } }' })
      expect({ data, errors }).toEqual({ data: { clip: null }, errors: ['INTERNAL_SERVER_ERROR'] })
      const right = await send(gateway, { query: '{ clip(number: 1) { number event { realis } } }' })
      expect(right).toEqual({ data: { clip: { number: 1, event: { realis: 'ACTUAL' } } }, errors: [] })
    } finally {
      await gateway.stop()
    }
  })
})

/** Two queries over a team with an @interfaceObject and a team with a second key; both are right behind @apollo/gateway. */
const BESIDE = {
  kind: '{ clip(number: 1) { speaker { name isFollowed ... on Person { biography } } } }',
  person: '{ entry(number: 1) { person { name isFollowed } } }',
}
const RIGHT = {
  kind: {
    data: { clip: { speaker: { name: 'Angela Merkel', isFollowed: true, biography: 'Studied physics.' } } },
    errors: [],
  },
  person: { data: { entry: { person: { name: 'Angela Merkel', isFollowed: true } } }, errors: [] },
}
/** Two defects: the planner that Hive Gateway starts with loses fields, and that of Hive Router has no plan. */
const ANSWERS: Record<GatewayName, unknown> = {
  '@apollo/gateway': RIGHT,
  'Hive Gateway': {
    kind: { data: { clip: { speaker: { ...RIGHT.kind.data.clip.speaker, biography: null } } }, errors: [] },
    person: {
      data: { entry: { person: null } },
      errors: ['Cannot return null for non-nullable field Person.isFollowed.'],
    },
  },
  'Hive Gateway, planner of Hive Router': {
    kind: {
      data: null,
      errors: ['Failed to plan query: walker failed to locate path: No paths found for selection item: biography'],
    },
    person: RIGHT.person,
  },
}

test.each(GATEWAY_NAMES)('%s: an @interfaceObject beside a team that uses a second key', async (name) => {
  const other = await startTeam(entries())
  const gateway = await GATEWAYS[name]([dateline, team, other])
  try {
    const [kind, person] = [await send(gateway, { query: BESIDE.kind }), await send(gateway, { query: BESIDE.person })]
    expect({ kind, person }).toEqual(ANSWERS[name])
  } finally {
    await gateway.stop()
    await other.stop()
  }
})

test('@apollo/gateway does not start with the contract that has scopes, the others do', async () => {
  const args = ['run', '--silent', 'schema', '--', '--subgraph', '--scopes']
  const scoped = { ...dateline, sdl: execFileSync('npm', args, { cwd: projectRoot, encoding: 'utf8' }) }
  await expect(GATEWAYS['@apollo/gateway']([scoped, team])).rejects.toThrow('requiresScopes')
  for (const name of ['Hive Gateway', 'Hive Gateway, planner of Hive Router'] as const) {
    const gateway = await GATEWAYS[name]([scoped, team])
    const { data, errors } = await send(gateway, { query: '{ slogan phoneCalls { totalCount } }' })
    await gateway.stop()
    expect({ data, errors }).toMatchObject({ data: { slogan: 'Seen and heard', phoneCalls: {} }, errors: [] })
  }
})
