import { expect } from 'vitest'
import { tablesOf, test } from '../../../support/service.ts'

test('a ceasefire has its parties, scope and phase', async ({ seeded }) => {
  const { data, errors } = await seeded.ask(`{
    ceasefires {
      nodes {
        phase scope effectiveFrom effectiveUntil
        occurred { edtf earliest latest precision basis text }
        parties { actor { __typename } label }
      }
    }
  }`)
  expect(errors).toBeUndefined()
  expect(data).toEqual({
    ceasefires: {
      nodes: [
        {
          phase: 'AGREED',
          scope: 'hostilities along the line of contact around Karabakh',
          effectiveFrom: null,
          effectiveUntil: null,
          occurred: {
            edtf: '2016-04-05',
            earliest: '2016-04-05T08:00:00.000Z',
            latest: '2016-04-05T09:00:00.000Z',
            precision: 'HOUR',
            basis: 'INFERRED',
            text: 'at noon',
          },
          parties: [{ actor: { __typename: 'Group' }, label: 'the two warring sides' }],
        },
      ],
    },
  })
  expect(tablesOf(seeded.statements).toSorted()).toEqual(['actors', 'ceasefires', 'events', 'participations'])
})
