import { expect } from 'vitest'
import { tablesOf, test } from '../../../support/service.ts'

test('the meetings are two scheduled ones and a hypothetical one', async ({ seeded }) => {
  const { data, errors } = await seeded.ask(`{
    meetings { totalCount }
    planned: meetings(where: { realis: [SCHEDULED] }) { nodes { title format venue participants { actor { name } } } }
    thought: meetings(where: { realis: [HYPOTHETICAL] }) { nodes { certainty occurred { precision earliest } participants { actor { name } office { title } } } }
  }`)
  expect(errors).toBeUndefined()
  expect(data).toEqual({
    meetings: { totalCount: 0 },
    planned: {
      nodes: expect.toSatisfy((nodes: unknown[]) => nodes.length === 2),
    },
    thought: {
      nodes: [
        {
          certainty: 'UNCLEAR',
          occurred: { precision: 'UNKNOWN', earliest: null },
          participants: [
            { actor: { name: 'Serzh Sarkisian' }, office: { title: 'President of Armenia' } },
            { actor: { name: 'Ilham Aliyev' }, office: { title: 'President of Azerbaijan' } },
          ],
        },
      ],
    },
  })
  expect(tablesOf(seeded.statements).toSorted()).toEqual([
    'actors',
    'event_counts',
    'events',
    'events',
    'meetings',
    'offices',
    'participations',
  ])
})
