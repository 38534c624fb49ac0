import { transformSupergraphToPublicSchema } from '@theguild/federation-composition'
import { buildASTSchema, parse, type GraphQLSchema } from 'graphql'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { DEFECTS } from './defects.ts'
import { compose, GATEWAY_NAMES } from './gateways.ts'
import { referenceAnswer } from './reference/answer.ts'
import { partOf } from './reference/part.ts'
import { resultsTable, type Result } from './results-table.ts'
import { send, type Answered } from './shapes/run.ts'
import type { Shape } from './shapes/shape.ts'
import { startGateways, type RunningGateways } from './start-all.ts'
import { readIds, readSubgraph, type Ids } from './teams/dateline.ts'
import { startTeam, type RunningTeam, type Subgraph, type Team } from './teams/team.ts'

/** Some ids are known only when the service runs, but the names of shapes are needed earlier. */
const NO_IDS: Ids = {
  articles: [],
  calls: [],
  ceasefire: '',
  claims: [],
  exercise: '',
  people: [],
  places: [],
  states: [],
  organizations: [],
  events: [],
  then: '',
}

/**
 * Declares a test for each shape and gateway: the gateway answers what the services answer when they are asked directly,
 * or it has the known defect.
 */
export function testShapes(name: string, createTeam: (ids: Ids) => Team, createShapes: (ids: Ids) => Shape[]): void {
  const results: Result[] = []
  const expected = new Map<string, Promise<Answered>>()
  let gateways: RunningGateways
  let team: RunningTeam
  let subgraphs: Subgraph[]
  let api: GraphQLSchema
  let shapes: Shape[]

  beforeAll(async () => {
    const url = inject('url')
    const ids = await readIds(url)
    team = await startTeam(createTeam(ids))
    subgraphs = [await readSubgraph(url), team]
    shapes = createShapes(ids)
    const supergraph = parse(compose('@apollo/composition', subgraphs))
    api = buildASTSchema(transformSupergraphToPublicSchema(supergraph), { assumeValidSDL: true })
    gateways = await startGateways(subgraphs)
  })
  afterAll(async () => {
    await gateways.stop()
    await team.stop()
  })

  async function ask({ query, variables }: Shape): Promise<Answered> {
    const parts = subgraphs.map((subgraph) => partOf(subgraph))
    const data = await referenceAnswer(api, parts, query, variables)
    const errors = new Set(parts.flatMap(({ codes }) => [...codes]))
    return { data: JSON.parse(JSON.stringify(data ?? null)) as unknown, errors: [...errors].toSorted() }
  }

  describe.each(GATEWAY_NAMES)('%s', (gateway) => {
    test.each(createShapes(NO_IDS))('$group: $name', async ({ name: shapeName, group }) => {
      const shape = shapes.find((each) => each.name === shapeName && each.group === group)
      if (shape === undefined) throw new Error(`There is no shape ${shapeName}.`)
      const known = expected.get(`${group}: ${shapeName}`) ?? ask(shape)
      expected.set(`${group}: ${shapeName}`, known)
      const answer = await send(gateways.byName[gateway], shape)
      const defect = DEFECTS[gateway][name]?.[shapeName]
      results.push({ gateway, group, defect: defect?.what })
      if (defect === undefined) {
        const { data, errors } = await known
        // Where an object is absent, a gateway may say which non-null field it has no value for.
        const own = answer.errors.filter((error) => errors.includes(error) || !ABSENT.test(error))
        expect({ data: answer.data, errors: own }).toEqual({ data, errors })
      } else {
        expect(answer).not.toEqual(await known)
        const errors = defect.errors.map((error) => (error instanceof RegExp ? expect.stringMatching(error) : error))
        expect(answer.errors).toEqual(errors)
      }
    })
  })

  test('every known defect is of a shape', () => {
    const names = createShapes(NO_IDS).map((shape) => shape.name)
    const unknown = GATEWAY_NAMES.flatMap((gateway) => Object.keys(DEFECTS[gateway][name] ?? {})).filter(
      (defective) => !names.includes(defective),
    )
    expect(unknown).toEqual([])
  })

  test('the table of results is up to date', async () => {
    await expect(resultsTable(results)).toMatchFileSnapshot(join(import.meta.dirname, 'results', `${name}.md`))
  })
}

const ABSENT = /^Cannot return null for non-nullable field|^Abstract type "\w+" was resolved to a non-object type/
