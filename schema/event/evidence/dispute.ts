import type { ClaimRow } from '../../../database/tables/claim.ts'
import { decidingClaims, isAsserted, sidesOf } from '../../../ingest/derived/certainty.ts'
import { builder } from '../../builder/builder.ts'
import { Event } from '../event.ts'
import { Claim, claimsOfEvent } from './claim.ts'

interface Sides {
  asserting: readonly ClaimRow[]
  denying: readonly ClaimRow[]
}

const Dispute = builder.objectRef<Sides>('Dispute').implement({
  description: 'The conflicting claims of a DISPUTED event.',
  fields: (t) => ({
    asserting: t.field({
      type: [Claim],
      description: 'The claims that agree with the polarity of the event.',
      resolve: ({ asserting }) => asserting,
    }),
    denying: t.field({
      type: [Claim],
      description: 'The claims that assert the contrary.',
      resolve: ({ denying }) => denying,
    }),
  }),
})

builder.interfaceField(Event, 'dispute', (t) =>
  t.field({
    type: Dispute,
    nullable: true,
    description: 'The conflicting claims; null unless `certainty` is DISPUTED.',
    resolve: async ({ id, certainty, polarity, realis }, _args, context) => {
      if (certainty !== 'DISPUTED') return null
      const claims = decidingClaims(await claimsOfEvent(context).load(id))
      return sidesOf(
        polarity,
        claims.filter((claim) => claim.realis === realis || !isAsserted(claim)),
      )
    },
  }),
)
