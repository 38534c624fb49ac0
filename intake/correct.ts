import { isDeepStrictEqual } from 'node:util'
import { eq, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Database } from '../schema/tables/database.ts'
import { EVENT_KINDS, OWN_KINDS, rolesOf, type EventKindName, type OwnKindName } from '../schema/tables/event-kinds.ts'
import { events, type EventRow } from '../schema/tables/event.ts'
import { participations } from '../schema/tables/participation.ts'
import type { FieldChange } from '../schema/tables/revision.ts'
import { REALIS } from '../schema/tables/vocabulary.ts'
import { changeEvents } from './derived/derive.ts'
import { detailsOf } from './details.ts'
import { time } from './event-draft.ts'
import { expectVersion } from './expect-version.ts'
import { enterHistory } from './history.ts'
import { occurredOf } from './occurred.ts'
import { ReportRefused, type Note, type Problem } from './problem.ts'
import type { Deed } from './retract.ts'
import { problemsIn, say } from './say.ts'
import { checkTime, spanOf } from './time.ts'
import { polarity, text } from './values.ts'

/** What of an event can be put right; what is left out stays. */
const Correction = z.strictObject({
  kind: z.enum(EVENT_KINDS).optional(),
  title: text(300).optional(),
  summary: text(2000).nullable().optional(),
  realis: z.enum(REALIS).optional(),
  polarity: polarity.unwrap().optional(),
  occurred: time.optional(),
  details: z.unknown().optional(),
})

type Correction = z.output<typeof Correction>

/** An event whose kind has no table of its own has no details. */
type Details = Record<string, unknown> | undefined

/**
 * Corrects a stored event: what it said before stays in its history.
 * @param db a database; the transaction is begun here
 * @param id the event's UUID
 * @param expectedVersion the version that whoever corrects it has seen
 * @param given what is right: the fields of `Correction`; `details` are all of the kind's own fields
 * @param deed why, and who
 * @throws {EventRefused} where there is no such event, or it is not what it was taken for
 * @throws {ReportRefused} with everything that is wrong with what is given, by paths in it
 */
export const correctEvent = (
  db: Database,
  id: string,
  expectedVersion: number,
  given: unknown,
  deed: Deed,
): Promise<void> =>
  db.transaction(async (tx) => {
    await expectVersion(tx, id, expectedVersion)
    const [before] = await tx.select().from(events).where(eq(events.id, id))
    const correction = parsed(given)
    const kind = correction.kind ?? (before!.kind as EventKindName)
    const problems: Problem[] = []
    const note: Note = (path, message) => problems.push({ path, message })
    if (correction.occurred) checkTime(correction.occurred, ['occurred'], note)
    await checkRoles(tx, id, kind, note)
    const stored = await storedDetails(tx, before!)
    const details = detailsAfter(correction, kind, kind === before!.kind ? stored : undefined, note)
    const columns = columnsOf(correction)
    const changes = differences(before!, { ...before!, ...columns, kind }, stored, details)
    if (problems.length === 0 && changes.length === 0) note([], 'changes nothing: the event says so already.')
    if (problems.length > 0) throw new ReportRefused(problems)

    await changeEvents(tx, [id], async () => {
      if (stored) await tx.delete(OWN_KINDS[before!.kind as OwnKindName].details).where(sql`event_id = ${id}`)
      await tx
        .update(events)
        .set({ ...columns, kind, version: expectedVersion + 1, updatedAt: sql`now()` })
        .where(eq(events.id, id))
      if (details) await tx.insert(OWN_KINDS[kind as OwnKindName].details).values({ ...details, eventId: id } as never)
    })
    const { reason, by } = deed
    await enterHistory(tx, [{ eventId: id, version: expectedVersion + 1, kind: 'CORRECTED', reason, by, changes }])
  })

const parsed = (given: unknown): Correction => {
  const read = Correction.safeParse(given, { error: say })
  if (read.success) return read.data
  throw new ReportRefused(problemsIn(read.error))
}

const checkRoles = async (tx: Database, id: string, kind: EventKindName, note: Note): Promise<void> => {
  const taken = await tx
    .selectDistinct({ role: participations.role })
    .from(participations)
    .where(eq(participations.eventId, id))
  const allowed = rolesOf(kind)
  const lost = taken.map(({ role }) => role).filter((role) => !allowed.includes(role))
  if (lost.length > 0) {
    note(['kind'], `cannot be ${kind}: it has participants as ${lost.join(', ')}, which means nothing there.`)
  }
}

const storedDetails = async (tx: Database, { id, kind }: EventRow): Promise<Details> => {
  if (!(kind in OWN_KINDS)) return undefined
  const { details } = OWN_KINDS[kind as OwnKindName]
  const [row] = (await tx
    .select()
    .from(details)
    .where(sql`event_id = ${id}`)) as Record<string, unknown>[]
  return Object.fromEntries(
    Object.entries(row ?? {}).filter(([name, value]) => name !== 'eventId' && name !== 'kind' && value !== null),
  )
}

const detailsAfter = ({ details }: Correction, kind: EventKindName, stored: Details, note: Note): Details => {
  if (!(kind in OWN_KINDS)) {
    if (details !== undefined) note(['details'], `are none that an event of the kind ${kind} has.`)
    return undefined
  }
  if (details === undefined) return stored ?? {}
  const read = detailsOf(kind as OwnKindName).safeParse(details, { error: say })
  if (read.success) return read.data
  for (const { path, message } of problemsIn(read.error)) note(['details', ...path], message)
  return undefined
}

const columnsOf = ({ title, summary, realis, polarity: said, occurred }: Correction): Partial<EventRow> => {
  const span = occurred && spanOf(occurred)
  return {
    ...(title !== undefined && { title }),
    ...(summary !== undefined && { summary }),
    ...(realis !== undefined && { realis }),
    ...(said !== undefined && { polarity: said }),
    ...(occurred &&
      span && {
        edtf: occurred.edtf,
        earliest: span.earliest,
        latest: span.latest,
        timePrecision: span.precision,
        timeBasis: occurred.basis,
        timeText: occurred.text ?? null,
      }),
  }
}

const differences = (before: EventRow, after: EventRow, was: Details, is: Details): FieldChange[] => {
  const fields = (event: EventRow, details: Details): Record<string, unknown> => ({
    kind: event.kind,
    title: event.title,
    summary: event.summary,
    realis: event.realis,
    polarity: event.polarity,
    occurred: { ...occurredOf(event), text: event.timeText },
    details: details ?? {},
  })
  const [old, now] = [fields(before, was), fields(after, is)]
  return Object.keys(now).flatMap((field) =>
    isDeepStrictEqual(old[field], now[field]) ? [] : [{ field, before: old[field], after: now[field] }],
  )
}
