import { afterAll, beforeAll, expect, test } from 'vitest'
import { freePort, newDatabase, startService, type Service } from '../service.ts'
import { GATEWAY_NAMES } from './gateways.ts'
import { send, type Answered } from './shapes/run.ts'
import { startGateways, type RunningGateways } from './start-all.ts'
import { readIds, readSubgraph } from './teams/dateline.ts'
import { dossiers } from './teams/dossiers.ts'
import { startTeam, type RunningTeam } from './teams/team.ts'

/** How often Dateline is killed; the variable LAB_KILLS sets it. */
const KILLS = Number(process.env['LAB_KILLS'] ?? 5)
/** Queries through each gateway that run when Dateline is killed. */
const RUNNING = 4

const QUERY = `{
  motto
  dossiers { number title place { name } }
  events(first: 20) { nodes { title participations { actor { name ... on Person { portrait } } } } }
}`

interface Data {
  motto: string
  dossiers: { number: number; title: string; place: { name: string } | null }[]
  events: object | null
}

const database = newDatabase(process.env)
let dateline: Service
let team: RunningTeam
let gateways: RunningGateways

beforeAll(async () => {
  database.env.PORT = String(await freePort())
  dateline = await start()
  team = await startTeam(dossiers(await readIds(dateline.url)))
  gateways = await startGateways([await readSubgraph(dateline.url), team])
}, 300_000)
afterAll(async () => {
  await gateways.stop()
  await team.stop()
  await dateline.stop()
  database.remove()
})

test(
  `the fields of the other team are answered behind each gateway while Dateline is killed ${String(KILLS)} times`,
  async () => {
    const whole = await send(gateways.byName['@apollo/gateway'], { query: QUERY })
    expect(whole.errors).toEqual([])
    const { motto, dossiers: all, events } = whole.data as Data
    const own = { motto, dossiers: all.map(({ number, title }) => ({ number, title })) }
    const check = ({ data, errors }: Answered) => {
      expect(data).toMatchObject(own)
      const seen = data as Data
      // What is there is right; what is not there is null with an error.
      const isWhole =
        seen.events !== null &&
        seen.dossiers.every(({ place }, index) => (place === null) === (all[index]?.place === null))
      if (seen.events !== null) expect(seen.events).toEqual(events)
      if (!isWhole) expect(errors).not.toEqual([])
      return isWhole
    }
    const askAll = async (times: number) => {
      const queries = GATEWAY_NAMES.flatMap((name) =>
        Array.from({ length: times }, async () => check(await send(gateways.byName[name], { query: QUERY }))),
      )
      return Promise.all(queries)
    }
    for (let kill = 0; kill < KILLS; kill++) {
      expect(await askAll(1)).toEqual(GATEWAY_NAMES.map(() => true))
      const running = askAll(RUNNING)
      // At another point of the queries each time.
      for (let tick = 0; tick < kill % 10; tick++) await new Promise((resolve) => setImmediate(resolve))
      await dateline.stop('SIGKILL')
      await running
      expect(await askAll(1)).toEqual(GATEWAY_NAMES.map(() => false))
      const starting = start()
      await askAll(1)
      dateline = await starting
    }
    expect(await askAll(1)).toEqual(GATEWAY_NAMES.map(() => true))
  },
  60_000 + KILLS * 60_000,
)

/** Without `npm`, so that a signal reaches the service itself. */
async function start(): Promise<Service> {
  return startService(process.execPath, ['dist/server/main.js', 'serve'], database.env)
}
