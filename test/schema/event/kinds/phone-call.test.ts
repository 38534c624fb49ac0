import { expect } from 'vitest'
import { tablesOf, test } from '../../../support/service.ts'

test('a phone call has its initiators, recipients, offices and topics', async ({ seeded }) => {
  const { data, errors } = await seeded.ask(`{
    phoneCalls(orderBy: OCCURRED_ASC) {
      totalCount
      nodes {
        title kind topics durationMinutes
        initiators { actor { __typename name } office { title } label basis }
        recipients { actor { name } office { title } label basis }
      }
    }
  }`)
  expect(errors).toBeUndefined()
  const putin = {
    actor: { __typename: 'Person', name: 'Vladimir Putin' },
    office: { title: 'President of Russia' },
    label: 'Russian President Vladimir Putin',
    basis: 'EXPLICIT',
  }
  const counterpart = { label: 'his Armenian and Azerbaijani counterparts', basis: 'INFERRED' }
  const topics = [
    'an end to the fighting in Nagorno-Karabakh',
    'observance of the ceasefire',
    'resumption of peace talks',
    'further contacts',
  ]
  const call = { kind: 'PHONE_CALL', topics, durationMinutes: null, initiators: [putin] }
  const calls = (data as { phoneCalls: { totalCount: number; nodes: { title: string }[] } }).phoneCalls
  expect(calls.totalCount).toBe(2)
  expect(calls.nodes.toSorted((one, other) => one.title.localeCompare(other.title))).toEqual([
    {
      ...call,
      title: 'Putin telephones the president of Armenia',
      recipients: [{ ...counterpart, actor: { name: 'Serzh Sarkisian' }, office: { title: 'President of Armenia' } }],
    },
    {
      ...call,
      title: 'Putin telephones the president of Azerbaijan',
      recipients: [{ ...counterpart, actor: { name: 'Ilham Aliyev' }, office: { title: 'President of Azerbaijan' } }],
    },
  ])
  // The second read of events looks for those of unknown time.
  expect(tablesOf(seeded.statements).toSorted()).toEqual([
    'actors',
    'event_counts',
    'events',
    'events',
    'offices',
    'participations',
    'phone_calls',
    'tenures',
  ])
})
