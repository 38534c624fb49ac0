import { claimAttributions } from '../../database/tables/claim.ts'
import type { EventPart } from './part.ts'
import { publicId } from './public-id.ts'

type Row = typeof claimAttributions.$inferInsert

/** The links of the attribution chains of all claims of an event. The fields of the claims have them. */
export const attributionsPart: EventPart<Row> = {
  name: 'attributions',
  table: claimAttributions,
  correctedWith: ['claims', 'relations'],
  onMerge: 'APPEND',
  rows: ({ draft, eventId, occurredSort, uuidOf }) =>
    draft.claims?.flatMap(({ id, attribution }) =>
      attribution.map(({ agent, label, verb, mode }, ordinal) => ({
        eventId,
        claimId: id,
        ordinal,
        agentId: agent === undefined ? null : uuidOf('actor', agent),
        label: label ?? null,
        verb: verb ?? null,
        mode,
        occurredSort,
      })),
    ),
}

/** The fields of a link with public ids, as the claim shows them. */
export function fieldsOfAttribution({ agentId, label, verb, mode }: Row) {
  return { agent: publicId('actor', agentId), label, verb, mode }
}
