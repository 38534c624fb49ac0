import type { EventRow } from '../../database/tables/event.ts'
import { deriveUuid } from '../../database/values/ids.ts'
import type { CorrectedClaim, Correction } from '../format/correction.ts'
import type { EventDraft } from '../format/event.ts'
import { uuidOfId, type UuidOf } from '../format/references.ts'
import { EVENT_PARTS, partRowsOf } from '../parts/catalogue.ts'
import { locationColumns, sortTimeOf, timeColumns } from '../parts/event-columns.ts'
import type { IdentifiedClaim } from '../parts/part.ts'
import { partsDraftOf } from './event-rows.ts'
import type { EventChange } from './events.ts'

/**
 * Makes the new rows of an event that is corrected: its columns and details, and the parts that the correction replaces.
 * @param row of the event before the correction
 * @param draft the event after the correction; each claim has the version of its article
 */
export function changeOf(
  row: EventRow,
  draft: EventDraft,
  correction: Correction,
  details: Record<string, unknown>,
  uuidOf: UuidOf,
): EventChange {
  const { title, summary, realis, polarity, occurred, location } = correction
  const time = occurred && timeColumns(occurred)
  const claims = draft.claims.map((claim, position) =>
    identified({ ...claim, realis: claim.realis ?? draft.realis }, position, row),
  )
  const event = {
    eventId: row.id,
    occurredSort: time ? sortTimeOf(time.earliest) : row.occurredSort,
    draft: partsDraftOf(draft, claims),
    uuidOf,
  }
  const replaced = EVENT_PARTS.filter(({ correctedWith }) =>
    correctedWith.some((field) => (correction as Record<string, unknown>)[field] !== undefined),
  )
  return {
    id: row.id,
    own: {
      storedKind: row.kind,
      kind: draft.kind,
      columns: {
        kind: draft.kind,
        ...(title !== undefined && { title }),
        ...(summary !== undefined && { summary }),
        ...(realis !== undefined && { realis }),
        ...(polarity !== undefined && { polarity }),
        ...time,
        ...(location !== undefined && locationColumns(location, uuidOf)),
      },
      details,
    },
    replaced: partRowsOf(event, replaced),
  }
}

/**
 * A stored claim keeps its id, although a correction can change its position. A new claim gets an id that no claim of an
 * earlier version had.
 */
function identified(
  { claim, article, version, isVerified = false, ...draft }: CorrectedClaim & Pick<IdentifiedClaim, 'realis'>,
  position: number,
  row: EventRow,
): IdentifiedClaim {
  if (article === undefined || version === undefined) {
    throw new RangeError(`Claim ${position} of the correction has no version of an article.`)
  }
  const id = claim ? uuidOfId(claim) : deriveUuid(0, 'claim', row.id, String(row.version + 1), String(position))
  return { ...draft, id, articleId: uuidOfId(article), articleVersion: version, isVerified }
}
