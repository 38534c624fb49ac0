import { execFileSync } from 'node:child_process'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { projectRoot } from '../service.ts'
import { GATEWAYS, type GatewayName } from './gateways.ts'
import { send } from './shapes/run.ts'
import { clips } from './teams/clips.ts'
import { readIds, readSubgraph } from './teams/dateline.ts'
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
