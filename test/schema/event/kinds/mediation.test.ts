import { expect } from 'vitest'
import { tablesOf, test } from '../../../support/service.ts'

test('a mediation has its mediators, parties and subject', async ({ seeded }) => {
  const { data, errors } = await seeded.ask(`{
    mediations { nodes { subject mediators { actor { name } label } parties { actor { name } } claims { hedge attribution { mode agent { name } } } } }
  }`)
  expect(errors).toBeUndefined()
  expect(data).toEqual({
    mediations: {
      nodes: [
        {
          subject: 'the situation around Nagorno-Karabakh',
          mediators: [{ actor: { name: 'Russia' }, label: 'Russia' }],
          parties: [],
          claims: [
            {
              hedge: 'It was pointed out',
              attribution: [
                { mode: 'UNNAMED', agent: null },
                { mode: 'DIRECT_SPEECH', agent: { name: 'Presidential Administration of Russia' } },
                { mode: 'PUBLICATION', agent: null },
              ],
            },
          ],
        },
      ],
    },
  })
  expect(tablesOf(seeded.statements).toSorted()).toEqual([
    'actors',
    'claim_attributions',
    'claims',
    'events',
    'mediations',
    'participations',
  ])
})
