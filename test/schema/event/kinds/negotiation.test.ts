import { expect } from 'vitest'
import { tablesOf, test } from '../../../support/service.ts'

test('a negotiation has its parties, forum and subject', async ({ seeded }) => {
  const { data, errors } = await seeded.ask(`{
    negotiations { totalCount }
    desired: negotiations(where: { realis: [DESIRED] }) {
      nodes { subject outcome parties { actor { name } } forum { role actor { name } } }
    }
  }`)
  expect(errors).toBeUndefined()
  expect(data).toEqual({
    negotiations: { totalCount: 0 },
    desired: {
      nodes: [
        {
          subject: 'peace in the Nagorno-Karabakh conflict',
          outcome: null,
          parties: [{ actor: { name: 'Armenia' } }, { actor: { name: 'Azerbaijan' } }],
          forum: [
            { role: 'MEDIATOR', actor: { name: 'OSCE Minsk Group' } },
            { role: 'CO_CHAIR', actor: { name: 'Russia' } },
            { role: 'CO_CHAIR', actor: { name: 'United States' } },
            { role: 'CO_CHAIR', actor: { name: 'France' } },
          ],
        },
      ],
    },
  })
  expect(tablesOf(seeded.statements).toSorted()).toEqual([
    'actors',
    'event_counts',
    'events',
    'negotiations',
    'participations',
  ])
})
