import { isDeepStrictEqual } from 'node:util'
import type { ClaimRow } from '../../database/tables/claim.ts'
import type { FieldChange, RevisionRow } from '../../database/tables/revision.ts'
import { isAsserted } from '../derived/certainty.ts'

type CorrectedEvent = Pick<RevisionRow, 'kind' | 'by' | 'changes'>
type SnapshotClaim = Pick<ClaimRow, 'aspect' | 'certainty' | 'polarity' | 'realis' | 'relationKind'> & {
  relationTarget: string | null
}

/** Whether a claim supports the new value of a field. */
type Supports = (claim: SnapshotClaim, value: unknown) => boolean

function byAspect(...aspects: ClaimRow['aspect'][]): Supports {
  return ({ aspect, certainty }) => certainty !== 'RETRACTED' && aspects.includes(aspect)
}

/** The fields that state something about the world, and the claims that can support them. */
const SUPPORTS: Record<string, Supports> = {
  kind: byAspect('OCCURRENCE'),
  realis: (claim, value) => claim.aspect === 'OCCURRENCE' && isAsserted(claim) && claim.realis === value,
  polarity: (claim, value) => claim.aspect === 'OCCURRENCE' && isAsserted(claim) && claim.polarity === value,
  occurred: byAspect('TIME', 'OCCURRENCE'),
  location: byAspect('LOCATION', 'OCCURRENCE'),
  details: byAspect('DETAIL', 'OCCURRENCE'),
  participations: byAspect('PARTICIPATION', 'OCCURRENCE'),
  relations: (claim, value) => {
    const { kind, event } = value as { kind: string; event: string }
    return claim.certainty !== 'RETRACTED' && claim.relationKind === kind && claim.relationTarget === event
  },
}

/**
 * Whether the correction of a field brought a claim that supports the new value: of a quantity the claim that it names,
 * otherwise a claim that the same correction added or changed. Only people's corrections are judged: the rows of feeds
 * have no claims, and merges, splits and reinstatements move values with their claims.
 * @returns null for fields that need no claim, such as the title, for values that were only removed, and for other changes
 */
export function isSupported(change: FieldChange, revision: CorrectedEvent): boolean | null {
  if (revision.kind !== 'CORRECTED' || revision.by.startsWith('import ')) return null
  const added = addedValues(change)
  if (added.length === 0) return null
  if (change.field === 'quantities') return added.every((value) => (value as { claim: string | null }).claim !== null)
  const supports = SUPPORTS[change.field]
  if (supports === undefined) return null
  const claims = addedClaims(revision.changes)
  return added.every((value) => claims.some((claim) => supports(claim, value)))
}

/**
 * The fields of an event whose values were corrected without a claim that supports them, and for which no later
 * correction brought one.
 * @param revisions of the event, the oldest first
 */
export function unsupportedFields(revisions: readonly CorrectedEvent[]): string[] {
  const unsupported = new Map<string, unknown>()
  for (const revision of revisions) {
    const claims = addedClaims(revision.changes)
    for (const [field, value] of unsupported) {
      if (claims.some((claim) => SUPPORTS[field]?.(claim, value))) unsupported.delete(field)
    }
    for (const change of revision.changes) {
      if (isSupported(change, revision) === false) unsupported.set(change.field, addedValues(change)[0])
      else unsupported.delete(change.field)
    }
  }
  return [...unsupported.keys()]
}

/** The new values of a field: of a list, those that it did not have. */
function addedValues({ before, after }: FieldChange): unknown[] {
  if (after === null || after === undefined) return []
  if (!Array.isArray(after)) return [after]
  const earlier: unknown[] = Array.isArray(before) ? before : []
  return after.filter((value) => !earlier.some((other) => isDeepStrictEqual(other, value)))
}

function addedClaims(changes: readonly FieldChange[]): SnapshotClaim[] {
  const change = changes.find(({ field }) => field === 'claims')
  return change === undefined ? [] : (addedValues(change) as SnapshotClaim[])
}
