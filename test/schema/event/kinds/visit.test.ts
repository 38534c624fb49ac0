import { expect } from 'vitest'
import { tablesOf, test } from '../../../support/service.ts'

test('a visit has its visitors, hosts, protocol rank and duration', async ({ seeded }) => {
  const { data, errors } = await seeded.ask(`{
    visits(where: { realis: [SCHEDULED] }) {
      nodes { title visitKind durationDays visitors { actor { name } office { title } } hosts { actor { __typename name } basis } }
    }
  }`)
  expect(errors).toBeUndefined()
  expect(data).toEqual({
    visits: {
      nodes: [
        {
          title: "Sarkisian's official visit to Germany",
          visitKind: 'OFFICIAL',
          durationDays: 2,
          visitors: [{ actor: { name: 'Serzh Sarkisian' }, office: { title: 'President of Armenia' } }],
          hosts: [{ actor: { __typename: 'State', name: 'Germany' }, basis: 'INFERRED' }],
        },
      ],
    },
  })
  expect(tablesOf(seeded.statements).toSorted()).toEqual([
    'actors',
    'events',
    'offices',
    'participations',
    'tenures',
    'visits',
  ])
})
