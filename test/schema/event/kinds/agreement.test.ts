import { expect } from 'vitest'
import { tablesOf, test } from '../../../support/service.ts'

test('an agreement has its parties and its stage', async ({ seeded }) => {
  const { data, errors } = await seeded.ask(`{
    agreements { nodes { stage parties { actor { name } basis } } }
    denied: agreements(where: { polarity: [NEGATIVE] }) { nodes { stage polarity parties { actor { name } label } } }
  }`)
  expect(errors).toBeUndefined()
  expect(data).toEqual({
    agreements: {
      nodes: [
        {
          stage: 'AGREED',
          parties: [
            { actor: { name: 'Vladimir Putin' }, basis: 'INFERRED' },
            { actor: { name: 'Serzh Sarkisian' }, basis: 'INFERRED' },
            { actor: { name: 'Ilham Aliyev' }, basis: 'INFERRED' },
          ],
        },
      ],
    },
    denied: {
      nodes: [{ stage: 'INTENT', polarity: 'NEGATIVE', parties: [{ actor: { name: 'Russia' }, label: 'Moscow' }] }],
    },
  })
  expect(tablesOf(seeded.statements).toSorted()).toEqual(['actors', 'agreements', 'events', 'events', 'participations'])
})
