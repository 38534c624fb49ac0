import { expect } from 'vitest'
import { tablesOf, test } from '../../../support/service.ts'

test('an armed clash has its sides, modes and fatalities', async ({ seeded }) => {
  const { data, errors } = await seeded.ask(`{
    armedClashes(orderBy: OCCURRED_ASC) {
      nodes {
        modes violenceType
        belligerents { side participations { role actor { name } } }
        fatalities { low best high approximation of claim { quote { exact } } }
      }
    }
  }`)
  expect(errors).toBeUndefined()
  expect(data).toEqual({
    armedClashes: {
      nodes: expect.arrayContaining([
        {
          modes: ['ARTILLERY'],
          violenceType: null,
          belligerents: [
            {
              side: 'Azerbaijani side',
              participations: [{ role: 'INITIATOR', actor: { name: 'Azerbaijani army' } }],
            },
            {
              side: 'Armenian side',
              participations: [{ role: 'TARGET', actor: { name: 'Karabakh Armenian army' } }],
            },
          ],
          fatalities: [],
        },
        expect.objectContaining({
          modes: [],
          fatalities: [
            {
              low: 24,
              best: null,
              high: null,
              approximation: 'VAGUE_PLURAL',
              of: 'soldiers of both sides together',
              claim: { quote: { exact: 'killed dozens of soldiers' } },
            },
          ],
        }),
      ]),
    },
  })
  // The second read of events looks for those of unknown time.
  expect(tablesOf(seeded.statements).toSorted()).toEqual([
    'actors',
    'armed_clashes',
    'claims',
    'events',
    'events',
    'participations',
    'quantities',
  ])
})
