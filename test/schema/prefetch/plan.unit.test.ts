import { parse, validate, type GraphQLResolveInfo, type OperationDefinitionNode } from 'graphql'
import { expect, test } from 'vitest'
import { Plan, type Step } from '../../../schema/prefetch/plan.ts'
import { schema } from '../../../schema/schema.ts'

/** The plan of the fields below `event` of a query with fragments. */
function stepsOf(query: string, variableValues: Record<string, unknown> = {}): readonly Step[] {
  const document = parse(query)
  expect(validate(schema, document)).toEqual([])
  const operation = document.definitions[0] as OperationDefinitionNode
  const fragments = Object.fromEntries(
    document.definitions.flatMap((each) => (each.kind === 'FragmentDefinition' ? [[each.name.value, each]] : [])),
  )
  const [event] = operation.selectionSet.selections
  const info = {
    schema,
    operation,
    fragments,
    variableValues,
    fieldNodes: [event],
    returnType: schema.getType('Event'),
  }
  return new Plan().entryOf(info as unknown as GraphQLResolveInfo).steps
}

function countSteps(steps: readonly Step[]): number {
  return steps.reduce((count, { steps: below }) => count + 1 + countSteps(below), 0)
}

const ID = '(id: "evt_01h455vb4pex5vsknk084sn02q")'

test('a plan has one read for a loader that several fields need, and another for one that needs its rows', () => {
  const steps = stepsOf(`{ event${ID} { participations { actor { name } } claims { attribution { agent { name } } }
    origins { kind } title relations { event { participations { role } } } } }`)
  const reads = new Map<unknown, number>()
  const collect = (each: readonly Step[]): void => {
    for (const step of each) {
      for (const { read } of step.reads) reads.set(read, (reads.get(read) ?? 0) + 1)
      collect(step.steps)
    }
  }
  collect(steps)
  // participations, claims, links, actors (of participations and of links), relations, the other event
  expect([...reads.values()].toSorted((a, b) => a - b)).toEqual([1, 1, 1, 1, 2, 2])
})

test('the variables of @skip and @include decide on what is in a plan', () => {
  const query = `query($x: Boolean!) { event${ID} { claims @include(if: $x) { id } codes @skip(if: $x) { code } } }`
  expect(stepsOf(query, { x: true }).map(({ field }) => field.name)).toEqual(['claims'])
  expect(stepsOf(query, { x: false }).map(({ field }) => field.name)).toEqual(['codes'])
})

test('a plan is bounded, also for fragments that spread each other', () => {
  const fields = Array.from({ length: 1_000 }, (_, n) => `a${n}: claims(aspects: [TIME]) { id }`)
  expect(countSteps(stepsOf(`{ event${ID} { ${fields.join(' ')} } }`))).toBe(300)
  // Without a bound they would be walked 2^40 times.
  const spreads = Array.from({ length: 40 }, (_, n) => `fragment F${n} on Event { ...F${n + 1} ...F${n + 1} }`)
  expect(
    countSteps(stepsOf(`{ event${ID} { ...F0 } } ${spreads.join(' ')} fragment F40 on Event { claims { id } }`)),
  ).toBe(1)
})
