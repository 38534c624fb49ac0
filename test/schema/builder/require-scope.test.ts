import { expect } from 'vitest'
import { schema } from '../../../schema/schema.ts'
import { createKey } from '../../../server/auth/api-keys.ts'
import { callOf } from '../../support/illegal-arguments.ts'
import { tablesOf, test } from '../../support/service.ts'

const mutations = Object.values(schema.getMutationType()?.getFields() ?? {})

test('every mutation is refused without a key and with a key without its scope, before it reads or writes', async ({
  service,
}) => {
  expect(mutations.map(({ name }) => name).toSorted()).toEqual([
    'correctActor',
    'correctArticle',
    'correctEvent',
    'correctOffice',
    'correctPlace',
    'correctStoryline',
    'mergeActors',
    'mergeEvents',
    'mergePlaces',
    'publishReport',
    'reinstateEvent',
    'retractEvent',
    'splitActor',
    'splitEvent',
    'splitPlace',
  ])
  const key = await createKey(service.db, 'Reader', ['read'])
  for (const mutation of mutations) {
    const query = `mutation { ${callOf(mutation)} }`
    const withoutKey = await service.ask(query)
    expect([mutation.name, withoutKey.errors?.[0]?.extensions?.['code']]).toEqual([mutation.name, 'UNAUTHENTICATED'])
    expect(service.statements).toEqual([])
    const withoutScope = await service.ask(query, {}, { authorization: `Bearer ${key}` })
    expect([mutation.name, withoutScope.errors?.[0]?.extensions?.['code']]).toEqual([mutation.name, 'FORBIDDEN'])
    expect(new Set(tablesOf(service.statements))).toEqual(new Set(['keys']))
  }
})
