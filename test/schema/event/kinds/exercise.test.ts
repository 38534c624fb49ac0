import { expect } from 'vitest'
import { tablesOf, test } from '../../../support/service.ts'

test('an exercise has its organisers, its size and its certainties', async ({ seeded }) => {
  const { data, errors } = await seeded.ask(`{
    exercises {
      nodes {
        kind name joint scenario durationDays plannedBeforehand
        organisers { actor { __typename name } }
        personnel { best low high approximation of claim { hedge quote { exact } } }
        equipment { best low approximation text consistent }
      }
    }
  }`)
  expect(errors).toBeUndefined()
  expect(data).toEqual({
    exercises: {
      nodes: [
        {
          kind: 'EXERCISE',
          name: null,
          joint: null,
          scenario: null,
          durationDays: 5,
          plannedBeforehand: 'UNCLEAR',
          organisers: [{ actor: { __typename: 'ArmedForce', name: 'Russian military' } }],
          personnel: [
            {
              best: 1000,
              low: null,
              high: null,
              approximation: 'ABOUT',
              of: 'soldiers',
              claim: { hedge: 'reportedly', quote: { exact: 'reportedly involving about 1,000 soldiers' } },
            },
          ],
          equipment: [
            {
              best: null,
              low: 24,
              approximation: 'VAGUE_PLURAL',
              text: 'dozens of tanks and artillery systems',
              consistent: true,
            },
          ],
        },
      ],
    },
  })
  expect(tablesOf(seeded.statements).toSorted()).toEqual([
    'actors',
    'claims',
    'events',
    'exercises',
    'participations',
    'quantities',
  ])
})
