import { meaningOf, UNKNOWN_CODE, type CodeMeaning } from '../../database/tables/cameo-meanings.ts'
import type { Role } from '../../database/tables/enums.ts'
import type { ActorDraft, EventDraft, EventRowDraft, MentionDraft } from '../feed/draft.ts'
import type { DatasetDeclaration } from '../feed/importer.ts'
import { requiredIntegerIn, type Row } from '../values/cells.ts'
import { daysBetween } from '../values/dates.ts'
import { repairEncoding } from '../values/text.ts'
import { ACTIONS, actionCodeOf } from './action-codes.ts'
import { actorOf } from './actors.ts'
import { articleOf } from './articles.ts'
import { codingOf, toneOf } from './coding.ts'
import { eventIdOf } from './event-id.ts'
import { locationOf, type GdeltLocation } from './geography.ts'
import { occurredOf, timesOf } from './times.ts'

type Warn = (warning: string) => void

const ROW_NUMBERS = { min: 0, max: Number.MAX_SAFE_INTEGER }

/** How many days the date of an event may lie before its report without a warning. */
const MAX_AGE_DAYS = 300

/**
 * Parses a row of a file of events.
 * @throws {RejectedRowError} if it has no number, day, time or action code, or a cell that breaks the rule of its column
 */
export function parseEventRow(row: Row, dataset: DatasetDeclaration): EventRowDraft {
  const warnings: string[] = []
  const warn: Warn = (warning) => void (warnings.includes(warning) || warnings.push(warning))
  const rowNumber = requiredIntegerIn(row, 'GLOBALEVENTID', ROW_NUMBERS)
  const { day, addedAt } = timesOf(row)
  const code = actionCodeOf(row, warn)
  const meaning = (ACTIONS.has(code) ? meaningOf(code) : undefined) ?? UNKNOWN_CODE
  if (meaning === UNKNOWN_CODE) warn(`unknown CAMEO action code ${code}`)
  warnOfAge(daysBetween(day, addedAt.slice(0, 10)), warn)
  const [source, target] = partiesOf(row, meaning, warn)
  const location = locationOf(row, warn)
  const id = eventIdOf({ row, dataset, rowNumber, day, code, addedAt, meaning, source, target, location })
  const event = createDraft({
    row,
    dataset,
    id,
    rowNumber,
    day,
    code,
    addedAt,
    meaning,
    source,
    target,
    location,
    warn,
  })
  return { rowNumber, event, warnings }
}

/** A reported date that is an anniversary of the event gives an event that seems years older than its report. */
function warnOfAge(ageDays: number, warn: Warn): void {
  if (ageDays <= MAX_AGE_DAYS) return
  warn(`SQLDATE is about ${ageDays > 10 * MAX_AGE_DAYS ? 'ten years' : 'a year'} before DATEADDED`)
}

interface Parties {
  source: ActorDraft | undefined
  target: ActorDraft | undefined
}

function partiesOf(row: Row, meaning: CodeMeaning, warn: Warn): [ActorDraft | undefined, ActorDraft | undefined] {
  const [actor1, actor2] = [actorOf(row, 1, warn), actorOf(row, 2, warn)]
  return meaning.isReversed ? [actor2, actor1] : [actor1, actor2]
}

interface EventParts extends Parties {
  row: Row
  dataset: DatasetDeclaration
  id: string
  rowNumber: number
  day: string
  code: string
  addedAt: string
  meaning: CodeMeaning
  location: GdeltLocation
  warn: Warn
}

function createDraft(parts: EventParts): EventDraft {
  const { row, id, rowNumber, code, addedAt, meaning, location, warn } = parts
  return {
    id,
    kind: meaning.kind,
    title: titleOf(parts),
    summary: null,
    realis: meaning.realis ?? 'ACTUAL',
    ...occurredOf(parts),
    timeBasis: 'INFERRED',
    ...location,
    details: meaning.details ?? {},
    participations: participationsOf(parts),
    quantities: [],
    codes: [{ scheme: 'CAMEO', code }],
    externalIds: [{ scheme: 'GDELT_EVENT', value: String(rowNumber) }],
    mentions: mentionsOf(row, rowNumber, addedAt, warn),
    storylines: [],
    codings: [codingOf(parts)],
  }
}

/**
 * The title of an event as a coding, so that it does not read like a fact: who is coded to have done what to whom, in the
 * words of the feed, with the code.
 */
function titleOf({ row, code, meaning, source, target }: EventParts): string {
  const { action, kind, isMutual, isReversed } = meaning
  const [sourceLabel, targetLabel] = labelsOf(row, meaning)
  const parties = [labelOf(source, sourceLabel), labelOf(target, targetLabel)]
  // The two rows of a mutual action describe one event: its title must not depend on their order.
  const isDirected = !isMutual || kind === 'VISIT'
  const named = isDirected ? parties.join(' -> ') : parties.toSorted().join(' <-> ')
  return `${named}: ${action} (GDELT ${isReversed ? '042' : code})`
}

function labelOf(actor: ActorDraft | undefined, label: string | undefined): string {
  return actor === undefined ? '(not named)' : (label ?? actor.name).toUpperCase()
}

/** The words of the feed for the source and the target. */
function labelsOf(row: Row, { isReversed }: CodeMeaning): [string | undefined, string | undefined] {
  return isReversed ? [row['Actor2Name'], row['Actor1Name']] : [row['Actor1Name'], row['Actor2Name']]
}

function participationsOf({ row, meaning, source, target }: EventParts): EventDraft['participations'] {
  const {
    roles: [sourceRole, targetRole],
    kind,
    isMutual,
  } = meaning
  const [sourceLabel, targetLabel] = labelsOf(row, meaning)
  const hasSides = kind === 'ARMED_CLASH'
  const participation = (actor: ActorDraft, role: Role, side: string, label: string | undefined) => ({
    actor,
    role,
    side: hasSides ? side : null,
    label: label ?? null,
    basis: 'INFERRED' as const,
  })
  const isSame = target?.id === source?.id && sourceRole === targetRole
  const participations = [
    ...(source ? [participation(source, sourceRole, 'A', sourceLabel)] : []),
    ...(target && !isSame ? [participation(target, targetRole, 'B', targetLabel)] : []),
  ]
  return isMutual && kind !== 'VISIT'
    ? participations.toSorted((a, b) => (a.actor.id < b.actor.id ? -1 : 1))
    : participations
}

function mentionsOf(row: Row, rowNumber: number, addedAt: string, warn: Warn): MentionDraft[] {
  const url = row['SOURCEURL']
  if (url === undefined) return []
  // A URL is not repaired, because it works only as it is.
  if (repairEncoding(url).encoding !== undefined) warn('SOURCEURL may be encoded twice; not changed')
  return [
    {
      article: articleOf(url),
      sentence: null,
      actor1Offset: null,
      actor2Offset: null,
      actionOffset: null,
      extractionConfidence: null,
      tone: toneOf(row) ?? null,
      mentionedAt: addedAt,
      rowNumber,
    },
  ]
}
