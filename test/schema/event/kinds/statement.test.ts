import { expect } from 'vitest'
import { tablesOf, test } from '../../../support/service.ts'

test('a statement has its speakers, spokespersons and speech act', async ({ seeded }) => {
  const { data, errors } = await seeded.ask(`{
    statements(where: { occurred: { during: "2016-04-02/2016-04-05", reading: CERTAINLY } }, orderBy: OCCURRED_ASC, first: 1) {
      totalCount
      nodes { speechAct channel speakers { role actor { name } } }
    }
  }`)
  expect(errors).toBeUndefined()
  expect(data).toEqual({
    statements: {
      totalCount: 4,
      nodes: [
        {
          speechAct: 'CONCERN',
          channel: 'press secretary',
          speakers: [
            { role: 'SPEAKER', actor: { name: 'Vladimir Putin' } },
            {
              role: 'SPOKESPERSON',
              actor: { name: 'Press secretary of the President of Russia (unnamed, 5 April 2016)' },
            },
          ],
        },
      ],
    },
  })
  expect(tablesOf(seeded.statements).toSorted()).toEqual(['actors', 'events', 'events', 'participations', 'statements'])
})
