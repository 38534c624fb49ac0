import type { ClaimRow } from '../../../database/tables/claim.ts'
import { decidingOf, sidesOf } from '../../../ingest/derived/certainty.ts'
import { builder } from '../../builder/builder.ts'
import { Event } from '../event.ts'
import { Claim, claimsOfEvent } from './claim.ts'

interface Sides {
  asserting: readonly ClaimRow[]
  denying: readonly ClaimRow[]
}

const Dispute = builder.objectRef<Sides>('Dispute').implement({
  description: 'The claims that make an event DISPUTED, side by side.',
  fields: (t) => ({
    asserting: t.field({
      type: [Claim],
      description: 'Those that assert what the event says of itself.',
      resolve: ({ asserting }) => asserting,
    }),
    denying: t.field({
      type: [Claim],
      description: 'Those that assert the contrary.',
      resolve: ({ denying }) => denying,
    }),
  }),
})

builder.interfaceField(Event, 'dispute', (t) =>
  t.field({
    type: Dispute,
    nullable: true,
    description: 'The claims that make it DISPUTED; null where it is not.',
    resolve: async ({ id, certainty, polarity }, _args, context) =>
      certainty === 'DISPUTED' ? sidesOf(polarity, decidingOf(await claimsOfEvent(context).load(id))) : null,
  }),
)
