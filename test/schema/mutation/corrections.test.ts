import { sql } from 'drizzle-orm'
import { getNamedType, isInputObjectType } from 'graphql'
import { expect } from 'vitest'
import { readRows } from '../../../database/sql/rows.ts'
import { toId, type Concept } from '../../../database/values/ids.ts'
import { schema } from '../../../schema/schema.ts'
import { digestOfContent } from '../../support/digest.ts'
import { expectNoDrift } from '../../support/import.ts'
import { test, type Service } from '../../support/service.ts'
import { CASES, EVENT, REPORT, type Ids } from './correction-cases.ts'
import { prepared } from './merging.ts'

const RESULT = 'version revisions { version kind by reason changes { field before after } }'

/** The public ids of all objects by their names; that of the first article by "article". */
async function idsOf({ db }: Service): Promise<Ids> {
  const rows = await readRows<{ concept: Concept; id: string; name: string }>(
    db,
    sql`select 'actor' as concept, id, name from actors union select 'place', id, name from places
      union select 'office', id, title from offices union select 'storyline', id, title from storylines
      union select 'publisher', id, name from publishers union select 'article', id, 'article' from articles`,
  )
  return Object.fromEntries(rows.map(({ concept, id, name }) => [name, toId(concept, id)]))
}

async function totals(service: Service) {
  const { data } = await service.ask<Record<string, { totalCount: number }>>(`{
    old: events(where: { search: "premier" }) { totalCount } new: events(where: { search: "zweiter" }) { totalCount }
    oldPlace: events(where: { search: "\\"old exampleton\\"" }) { totalCount }
    newPlace: events(where: { search: "neustadt" }) { totalCount }
    here: events(where: { location: { country: "EX" } }) { totalCount }
    there: events(where: { location: { country: "OT" } }) { totalCount }
  }`)
  return Object.values(data).map(({ totalCount }) => totalCount)
}

test('every field of an actor, place, office, article, storyline and publisher can be corrected and corrected back', async ({
  service,
}) => {
  const { mutate, publishCall } = await prepared(service)
  await publishCall(1, EVENT, REPORT)
  const ids = await idsOf(service)
  const before = await digestOfContent(service.db)
  expect(await totals(service)).toEqual([1, 0, 1, 0, 1, 0])
  const between: number[][] = []
  for (const { concept, id, there, back } of CASES) {
    const name = `correct${concept.charAt(0).toUpperCase()}${concept.slice(1)}`
    const fields = there(ids)
    const input = getNamedType(schema.getMutationType()!.getFields()[name]!.args[0]!.type)
    const allFields = isInputObjectType(input) ? Object.keys(input.getFields()) : []
    expect([name, [...Object.keys(fields), concept, 'expectedVersion', 'reason'].toSorted()]).toEqual([
      name,
      allFields.toSorted(),
    ])
    const object = { [concept]: id(ids), reason: 'Checked' }
    const corrected = await mutate(name, `${concept} { ${RESULT} }`, { ...object, expectedVersion: 1, ...fields })
    expect(corrected).toMatchObject({ errors: [], [concept]: { version: 2 } })
    const { revisions } = (corrected as unknown as Record<string, { revisions: { changes: { field: string }[] }[] }>)[
      concept
    ]!
    expect(revisions).toMatchObject([{ version: 2, kind: 'CORRECTED', by: 'key:Example desk', reason: 'Checked' }])
    expect(revisions[0]!.changes.map(({ field }) => field).toSorted()).toEqual(Object.keys(fields).toSorted())
    between.push(await totals(service))
    await expectNoDrift(service)
    const stale = await mutate(name, `${concept} { version }`, { ...object, expectedVersion: 1, ...back(ids) })
    expect(stale.errors).toMatchObject([
      {
        code: 'CONFLICT',
        path: ['expectedVersion'],
        message: expect.stringContaining('Example desk has CORRECTED it'),
      },
    ])
    const undone = await mutate(name, `${concept} { version }`, { ...object, expectedVersion: 2, ...back(ids) })
    expect(undone).toMatchObject({ errors: [], [concept]: { version: 3 } })
    await expectNoDrift(service)
    expect([concept, await digestOfContent(service.db)]).toEqual([concept, before])
    const same = await mutate(name, `${concept} { version }`, { ...object, expectedVersion: 3 })
    expect(same.errors).toMatchObject([{ code: 'BAD_USER_INPUT', message: expect.stringContaining('changes nothing') }])
  }
  expect(between.slice(0, 2)).toEqual([
    [0, 1, 1, 0, 1, 0],
    [1, 0, 0, 1, 0, 1],
  ])
})

test('a name that a report adds to a shared actor says which dataset added it, and is retracted', async ({
  service,
}) => {
  const { mutate, publishCall } = await prepared(service)
  await publishCall(1, EVENT, REPORT)
  const ids = await idsOf(service)
  const tables = ['actors', 'actor_names', 'actor_external_ids', 'actor_spellings', 'places', 'place_names'] as const
  const content = async () => {
    const digest = await digestOfContent(service.db)
    const words = await readRows(service.db, sql`select words::text from event_texts order by event_id limit 1`)
    return [tables.map((table) => digest[table]), words]
  }
  const before = await content()
  const added = { name: 'Evil Alias', kind: 'ALIAS' }
  const identifier = { scheme: 'WIKIDATA', value: 'Q666' }
  const [first, ...others] = REPORT.actors
  await publishCall(2, EVENT, {
    ...REPORT,
    dataset: { name: 'other', title: 'Another desk', licence: 'CC0-1.0' },
    actors: [{ ...first!, names: [added], externalIds: [{ scheme: 'WIKIDATA', value: 'Q1' }, identifier] }, ...others],
  })
  const read = async () =>
    (
      await service.ask<{ actor: { names: object[]; externalIds: object[] } }>(
        'query ($id: ID!) { actor(by: { id: $id }) { names { name dataset { name } since } externalIds { value dataset { name } } } }',
        { id: ids['First President'] },
      )
    ).data.actor
  const since = expect.stringMatching(/^\d{4}-/) as string
  expect(await read()).toEqual({
    names: [
      { name: 'Evil Alias', dataset: { name: 'other' }, since },
      { name: 'Premier President', dataset: { name: 'desk' }, since },
    ],
    externalIds: [
      { value: 'Q1', dataset: { name: 'desk' } },
      { value: 'Q666', dataset: { name: 'other' } },
    ],
  })
  const correct = (expectedVersion: number, fields: object) =>
    mutate('correctActor', 'actor { version }', {
      actor: ids['First President'],
      expectedVersion,
      reason: 'Wrong',
      ...fields,
    })
  expect(await correct(1, { names: { remove: [added] }, externalIds: { remove: [identifier] } })).toMatchObject({
    errors: [],
  })
  expect(await content()).toEqual(before)
  await expectNoDrift(service)
  // A name that is added back is again of the dataset that had added it; another one of none.
  await correct(2, { names: { add: [added, { name: 'Another', kind: 'ALIAS' }] } })
  expect((await read()).names).toMatchObject([
    { name: 'Another', dataset: null },
    { name: 'Evil Alias', dataset: { name: 'other' } },
    { name: 'Premier President' },
  ])
  // After a correction of its name, the actor is another one than a new actor of the earlier name.
  await correct(3, { name: 'Renamed President', externalIds: { remove: [{ scheme: 'WIKIDATA', value: 'Q1' }] } })
  await publishCall(3, {}, { actors: [{ key: 'one', kind: 'PERSON', name: 'First President' }, ...others] })
  const found = await service.ask<{ actor: { id: string } }>('{ actor(by: { name: "First President" }) { id } }')
  expect(found.data.actor.id).not.toBe(ids['First President'])
})

test('a correction that breaks a rule is refused with the path of each problem', async ({ service }) => {
  const { mutate, publishCall } = await prepared(service)
  await publishCall(1, EVENT, REPORT)
  const ids = await idsOf(service)
  const missing = 'act_01h455vb4pex5vsknk084sn02q'
  const refused: [mutation: string, object: string, id: string | undefined, fields: object, path: string[]][] = [
    ['correctActor', 'actor', missing, {}, ['actor']],
    ['correctActor', 'actor', ids['First President'], { kind: 'STATE' }, ['kind']],
    ['correctActor', 'actor', ids['First President'], { country: missing }, ['country']],
    ['correctActor', 'actor', ids['First President'], { name: ' ' }, ['name']],
    [
      'correctActor',
      'actor',
      ids['First President'],
      { names: { remove: [{ name: 'Unknown name', kind: 'ALIAS' }] } },
      ['names', 'remove', '0'],
    ],
    [
      'correctActor',
      'actor',
      ids['Second President'],
      { externalIds: { add: [{ scheme: 'WIKIDATA', value: 'Q1' }] } },
      ['externalIds', 'add', '0'],
    ],
    ['correctPlace', 'place', ids['Exampleton'], { latitude: null }, []],
    [
      'correctPlace',
      'place',
      ids['Exampleland'],
      { parents: { add: [{ kind: 'PART_OF', place: ids['Exampleton'] }] } },
      ['parents', 'add'],
    ],
    ['correctStoryline', 'storyline', ids['The whole'], { parent: ids['Talks'] }, ['parent']],
    ['correctStoryline', 'storyline', ids['Talks'], { title: 'The whole' }, ['title']],
  ]
  const before = await digestOfContent(service.db)
  for (const [name, concept, id, fields, path] of refused) {
    const { errors } = await mutate(name, `${concept} { id }`, {
      [concept]: id,
      expectedVersion: 1,
      reason: 'Wrong',
      ...fields,
    })
    expect([name, fields, errors.map((error) => error.path)]).toEqual([name, fields, [path]])
  }
  expect(await digestOfContent(service.db)).toEqual(before)
})
