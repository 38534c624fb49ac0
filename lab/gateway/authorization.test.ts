import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { PUBLISH, reportOf } from '../clients/corrected-call.ts'
import { GATEWAY_NAMES } from './gateways.ts'
import { send } from './shapes/run.ts'
import { startGateways, type RunningGateways } from './start-all.ts'
import { readIds, readSubgraph } from './teams/dateline.ts'
import { dossiers } from './teams/dossiers.ts'
import { startTeam, type RunningTeam } from './teams/team.ts'

let team: RunningTeam
let gateways: RunningGateways

beforeAll(async () => {
  const url = inject('url')
  team = await startTeam(dossiers(await readIds(url)))
  gateways = await startGateways([await readSubgraph(url), team])
})
afterAll(async () => {
  await gateways.stop()
  await team.stop()
})

const READ = '{ motto phoneCalls { nodes { title caption } } }'

describe.each(GATEWAY_NAMES)('%s', (name) => {
  test('forwards the key of a publisher, whose write is answered by both services', async () => {
    const query = PUBLISH.replace(
      'revisions { at }',
      'revisions { at } title ... on PhoneCall { caption dossiers { number } }',
    )
    const variables = { input: reportOf(name.replaceAll(/\W/g, '')) }
    const authorization = `Bearer ${inject('key')}`
    const { data, errors } = await send(gateways.byName[name], { query, variables }, { authorization })
    expect(errors).toEqual([])
    const event = { title: 'The presidents speak', caption: 'The presidents speak, 2016-04-05', dossiers: [] }
    expect(data).toMatchObject({ publishReport: { events: [{ event }], errors: [] } })
    expect(team.authorizations.at(-1)).toBe(authorization)
  })

  test('without a key, a write is refused and says why', async () => {
    const variables = { input: reportOf(`${name} again`) }
    expect(await send(gateways.byName[name], { query: PUBLISH, variables })).toMatchObject({
      errors: ['UNAUTHENTICATED'],
    })
  })

  test('a token of the users of the gateway does not hinder reading', async () => {
    const gateway = gateways.byName[name]
    const anonymous = await send(gateway, { query: READ })
    expect(anonymous).toMatchObject({ data: { motto: 'Look it up' }, errors: [] })
    for (const authorization of ['Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0.', 'Basic YTpi']) {
      expect(await send(gateway, { query: READ }, { authorization })).toEqual(anonymous)
    }
  })
})
