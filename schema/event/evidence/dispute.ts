import type { ClaimRow } from '../../../database/tables/claim.ts'
import { decidingClaims, isAsserted, sidesOf } from '../../../ingest/derived/certainty.ts'
import { builder } from '../../builder/builder.ts'
import { after } from '../../loaders/maybe-promise.ts'
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
      loads: [],
      resolve: ({ asserting }) => asserting,
    }),
    denying: t.field({
      type: [Claim],
      description: 'The claims that assert the contrary.',
      loads: [],
      resolve: ({ denying }) => denying,
    }),
  }),
})

builder.interfaceField(Event, 'dispute', (t) =>
  t.field({
    type: Dispute,
    nullable: true,
    description: 'The conflicting claims; null unless `certainty` is DISPUTED.',
    reads: ['id', 'certainty', 'polarity', 'realis'],
    loads: [{ loader: claimsOfEvent, keyOf: ({ id, certainty }) => (certainty === 'DISPUTED' ? id : null) }],
    resolve: ({ id, certainty, polarity, realis }, _args, context) => {
      if (certainty !== 'DISPUTED') return null
      return after(claimsOfEvent(context).load(id), (rows) =>
        sidesOf(
          polarity,
          decidingClaims(rows).filter((claim) => claim.realis === realis || !isAsserted(claim)),
        ),
      )
    },
  }),
)
