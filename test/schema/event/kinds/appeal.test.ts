import { expect } from 'vitest'
import { tablesOf, test } from '../../../support/service.ts'

test('an appeal has its speakers, addressees and requested action', async ({ seeded }) => {
  const { data, errors } = await seeded.ask(`{
    appeals(where: { participants: { some: { roles: [FORUM] } } }) {
      nodes { requestedAction speakers { actor { name } } addressees { actor { name } } }
    }
  }`)
  expect(errors).toBeUndefined()
  expect(data).toEqual({
    appeals: {
      nodes: [
        {
          requestedAction: 'a return to Armenian-Azerbaijani peace talks',
          speakers: [{ actor: { name: 'Vladimir Putin' } }],
          addressees: [{ actor: { name: 'Serzh Sarkisian' } }, { actor: { name: 'Ilham Aliyev' } }],
        },
      ],
    },
  })
  expect(tablesOf(seeded.statements).toSorted()).toEqual(['actors', 'appeals', 'events', 'participations'])
})
