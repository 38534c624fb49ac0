import type { Role } from '../../database/tables/enums.ts'
import { deriveUuid } from '../../database/values/ids.ts'
import type { ActorDraft, EventDraft, MentionDraft, RowDraft } from '../feed/draft.ts'
import type { DatasetDeclaration } from '../feed/importer.ts'
import { RejectedRowError } from '../feed/importer.ts'
import { dayOf, daysBetween, momentOf, nextDay, numberOf } from '../values/dates.ts'
import { readLabels } from '../values/read-table.ts'
import { repairEncoding } from '../values/text.ts'
import { actorOf } from './actors.ts'
import { articleOf } from './articles.ts'
import type { Row } from './columns.ts'
import { locationOf } from './geography.ts'
import { meaningOf, UNKNOWN_CODE, type CodeMeaning } from './kinds.ts'

/** CAMEO's codes of actions, with their labels. */
export const ACTIONS = readLabels('cameo-events.tsv')

type Warn = (warning: string) => void

/**
 * What a row of GDELT events tells.
 * @param row by column names
 * @param dataset from which it is
 * @throws {RejectedRowError} where it has no number, day or code
 */
export function draftOf(row: Row, dataset: DatasetDeclaration): RowDraft {
  const warnings: string[] = []
  const warn: Warn = (warning) => void (warnings.includes(warning) || warnings.push(warning))
  const number = numberOf(row['GLOBALEVENTID'])
  if (number === undefined || !Number.isSafeInteger(number) || number < 0)
    throw new RejectedRowError('GLOBALEVENTID', 'is not a number')
  const day = dayOf(row['SQLDATE'])
  if (day === undefined) throw new RejectedRowError('SQLDATE', 'is not a day written YYYYMMDD')
  const added = momentOf(row['DATEADDED'])
  if (added === undefined) throw new RejectedRowError('DATEADDED', 'is not a moment written YYYYMMDD or YYYYMMDDHHMMSS')
  const code = row['EventCode']
  if (code === undefined) throw new RejectedRowError('EventCode', 'is empty')
  const known = meaningOf(code)
  if (known === undefined || !ACTIONS.has(code)) warn(`CAMEO has no action ${code}`)
  const meaning = known !== undefined && ACTIONS.has(code) ? known : UNKNOWN_CODE
  const late = daysBetween(day, added.slice(0, 10))
  if (late > 300)
    warn(late > 3000 ? 'dated about ten years before it was reported' : 'dated about a year before it was reported')
  const [source, target] = partiesOf(row, meaning, warn)
  const lead = Date.parse(added)
  const url = row['SOURCEURL']
  const id =
    meaning.mutual && source && target && url !== undefined
      ? deriveUuid(
          lead,
          'event',
          dataset.name,
          url,
          day,
          meaning.kind,
          meaning.realis ?? '',
          ...pairOf(meaning, source, target),
        )
      : deriveUuid(lead, 'event', dataset.name, String(number))
  return { row: number, event: eventOf({ row, id, day, code, added, meaning, source, target, warn }), warnings }
}

interface Read {
  row: Row
  id: string
  day: string
  code: string
  added: string
  meaning: CodeMeaning
  source: ActorDraft | undefined
  target: ActorDraft | undefined
  warn: Warn
}

function partiesOf(row: Row, meaning: CodeMeaning, warn: Warn): [ActorDraft | undefined, ActorDraft | undefined] {
  const [one, two] = [actorOf(row, 1, warn), actorOf(row, 2, warn)]
  return meaning.turned ? [two, one] : [one, two]
}

/** A visit has a direction; whoever else consults does so with each other. */
function pairOf({ kind }: CodeMeaning, source: ActorDraft, target: ActorDraft): string[] {
  return kind === 'VISIT' ? [source.id, target.id] : [source.id, target.id].toSorted()
}

function eventOf({ row, id, day, code, added, meaning, source, target, warn }: Read): EventDraft {
  return {
    id,
    kind: meaning.kind,
    title: titleOf(meaning, source, target),
    summary: null,
    realis: meaning.realis ?? 'ACTUAL',
    edtf: day,
    earliest: `${day}T00:00:00.000Z`,
    latest: `${nextDay(day)}T00:00:00.000Z`,
    timePrecision: 'DAY',
    timeBasis: 'INFERRED',
    ...locationOf(row, warn),
    details: meaning.details ?? {},
    participations: participationsOf(row, meaning, source, target),
    quantities: [],
    codes: [{ scheme: 'CAMEO', code }],
    externalIds: [{ scheme: 'GDELT_EVENT', value: row['GLOBALEVENTID']! }],
    mentions: reportsOf(row, added, warn),
    storylines: [],
    coding: {
      goldsteinScale: numberOf(row['GoldsteinScale']) ?? null,
      quadClass: numberOf(row['QuadClass']) ?? null,
      isRootEvent: row['IsRootEvent'] === undefined ? null : row['IsRootEvent'] === '1',
      averageTone: numberOf(row['AvgTone']) ?? null,
      mentionCount: numberOf(row['NumMentions']) ?? null,
      sourceCount: numberOf(row['NumSources']) ?? null,
      articleCount: numberOf(row['NumArticles']) ?? null,
    },
  }
}

function titleOf({ title, mutual, kind }: CodeMeaning, source?: ActorDraft, target?: ActorDraft): string {
  const parties = [source, target].map((actor) => actor?.name ?? 'somebody')
  // Which of two who consult comes first says nothing: rows of both directions give the same title.
  const [one, two] = mutual && kind !== 'VISIT' ? parties.toSorted() : parties
  const text = title.replace('%1', () => one!).replace('%2', () => two!)
  return text.charAt(0).toUpperCase() + text.slice(1)
}

function participationsOf(
  row: Row,
  { roles, kind, turned, mutual }: CodeMeaning,
  source: ActorDraft | undefined,
  target: ActorDraft | undefined,
): EventDraft['participations'] {
  const [sourceLabel, targetLabel] = turned
    ? [row['Actor2Name'], row['Actor1Name']]
    : [row['Actor1Name'], row['Actor2Name']]
  const sided = kind === 'ARMED_CLASH'
  const of = (actor: ActorDraft, role: Role, side: string | null, label: string | undefined) => ({
    actor,
    role,
    side,
    label: label ?? null,
    basis: 'INFERRED' as const,
  })
  const all = [
    ...(source ? [of(source, roles[0], sided ? 'A' : null, sourceLabel)] : []),
    ...(target && (target.id !== source?.id || roles[0] !== roles[1])
      ? [of(target, roles[1], sided ? 'B' : null, targetLabel)]
      : []),
  ]
  return mutual && kind !== 'VISIT' ? all.toSorted((one, other) => (one.actor.id < other.actor.id ? -1 : 1)) : all
}

function reportsOf(row: Row, added: string, warn: Warn): MentionDraft[] {
  const written = row['SOURCEURL']
  if (written === undefined) return []
  const { text, found } = repairEncoding(written)
  if (found !== undefined) warn('an address that seems encoded twice, kept')
  return [
    {
      article: articleOf(found === undefined ? text : written),
      sentence: null,
      actor1Offset: null,
      actor2Offset: null,
      actionOffset: null,
      extractionConfidence: null,
      tone: numberOf(row['AvgTone']) ?? null,
      mentionedAt: added,
    },
  ]
}
