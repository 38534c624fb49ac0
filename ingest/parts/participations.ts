import { participations } from '../../database/tables/participation.ts'
import { distinct, type EventPart } from './part.ts'
import { publicId } from './public-id.ts'

type Row = typeof participations.$inferInsert

/** The actors that take part in an event, each once in a role. Two ids of a draft can resolve to one merged actor. */
export const participationsPart: EventPart<Row> = {
  name: 'participations',
  table: participations,
  ordinal: participations.ordinal,
  correctedWith: ['participations'],
  onMerge: 'APPEND',
  rows: ({ draft, eventId, occurredSort, uuidOf }) =>
    distinct(
      draft.participations?.map(({ actor, office, role, side, label, basis }, ordinal) => ({
        eventId,
        actorId: uuidOf('actor', actor),
        role,
        ordinal,
        side: side ?? null,
        officeId: office ? uuidOf('office', office) : null,
        label: label ?? null,
        basis,
        occurredSort,
      })),
      ({ actorId, role }) => `${actorId} ${role}`,
    ),
  snapshot: (rows) => rows.map(fieldsOf),
  toDraft: (rows) => rows.map(fieldsOf),
}

function fieldsOf({ actorId, officeId, role, side, label, basis }: Row) {
  return { actor: publicId('actor', actorId), role, side, office: publicId('office', officeId), label, basis }
}
