import type { Ask } from './client.ts'

/** One revision of an event, as `changes` returns it. */
export interface Entry {
  cursor: string
  kind: string
  version: number
  at: string
  event: { id: string }
  changes: { field: string; before: unknown; after: unknown }[]
}

const CHANGES = `query ($after: String) { changes(after: $after, first: 100) {
  nodes { cursor kind version at event { id } changes { field before after } } } }`

/** Reads all changes, page by page. */
export async function readLog(ask: Ask, since?: string): Promise<Entry[]> {
  const log: Entry[] = []
  for (let after = since; ; after = log.at(-1)?.cursor) {
    const { changes } = await ask<{ changes: { nodes: Entry[] } }>(CHANGES, { after })
    log.push(...changes.nodes)
    if (changes.nodes.length < 100) return log
  }
}

/** The compared fields of an event. */
export const STATE = `id version kind title summary realis certainty occurred { edtf } location { place { id } }
  participations { role actor { id } } claims { id certainty } quantities { best } codes { scheme code }
  relations(direction: OUTGOING) { kind event { id } } mentions(first: 100) { nodes { article { id } } }
  mergedInto { id } ... on PhoneCall { topics }`

export interface State {
  id: string
  version: number
  kind: string
  title: string
  summary: string | null
  realis: string
  certainty: string
  occurred: { edtf: string }
  location: { place: { id: string } | null } | null
  participations: { role: string; actor: { id: string } }[]
  claims: { id: string; certainty: string }[]
  quantities: { best: number | null }[]
  codes: { scheme: string; code: string }[]
  relations: { kind: string; event: { id: string } | null }[]
  mentions: { nodes: { article: { id: string } }[] }
  mergedInto: { id: string } | null
  topics?: string[]
}

/** An event in the format of the field values in `changes`. */
type Snapshot = Record<string, unknown>

/** Converts an event of an answer to a snapshot. */
export function snapshotOf(state: State): Snapshot {
  return {
    version: state.version,
    kind: state.kind,
    title: state.title,
    summary: state.summary,
    realis: state.realis,
    certainty: state.certainty,
    occurred: state.occurred.edtf,
    location: state.location?.place?.id ?? null,
    participations: state.participations.map(({ role, actor }) => `${role} ${actor.id}`),
    claims: state.claims.map(({ id, certainty }) => `${id} ${certainty}`),
    quantities: state.quantities.map(({ best }) => best),
    codes: state.codes.map(({ scheme, code }) => `${scheme} ${code}`),
    relations: state.relations.map(({ kind, event }) => `${kind} ${event?.id ?? ''}`).toSorted(),
    mentions: state.mentions.nodes.map(({ article }) => article.id).toSorted(),
    mergedInto: state.mergedInto?.id ?? null,
    topics: state.topics ?? [],
  }
}

/** Converts the value of a changed field to a property of a snapshot. */
const TO_PROPERTY: Record<string, (value: never) => [string, unknown]> = {
  occurred: ({ edtf }: { edtf: string }) => ['occurred', edtf],
  location: (value: { place: string | null } | null) => ['location', value?.place ?? null],
  participations: (rows: readonly { role: string; actor: string }[]) => [
    'participations',
    rows.map(({ role, actor }) => `${role} ${actor}`),
  ],
  claims: (rows: readonly { id: string; certainty: string }[]) => [
    'claims',
    rows.map(({ id, certainty }) => `${id} ${certainty}`),
  ],
  quantities: (rows: readonly { best: number | null }[]) => ['quantities', rows.map(({ best }) => best)],
  relations: (rows: readonly { kind: string; event: string }[]) => [
    'relations',
    rows.map(({ kind, event }) => `${kind} ${event}`).toSorted(),
  ],
  details: ({ topics }: { topics?: string[] }) => ['topics', topics ?? []],
}

/**
 * Returns the event that an event was merged into at a moment, through chains of merges; null if it was not merged.
 * @param log the changes up to the moment
 */
export function mergeTargetOf(id: string, log: readonly Entry[]): string | null {
  const targets = new Map(
    log.flatMap(({ event, changes }) =>
      changes.flatMap(({ field, after }) => (field === 'mergedInto' ? [[event.id, after as string] as const] : [])),
    ),
  )
  let target: string | null = null
  for (let next = targets.get(id); next !== undefined; next = targets.get(next)) target = next
  return target
}

/**
 * Undoes the later changes of an event, the last first.
 * @param entries the changes after the moment in question
 * @returns the snapshot of the event at that moment
 */
export function undo(current: Snapshot, entries: readonly Entry[]): Snapshot {
  const snapshot = { ...current }
  for (const { version, changes } of entries.toReversed()) {
    snapshot['version'] = version - 1
    for (const { field, before, after } of changes) {
      if (field === 'mentions') {
        const remaining = (snapshot['mentions'] as string[]).filter((id) => !(after as string[]).includes(id))
        snapshot['mentions'] = [...remaining, ...(before as string[])].toSorted()
      } else {
        const [name, value] = TO_PROPERTY[field]?.(before as never) ?? [field, before]
        if (name in snapshot) snapshot[name] = value
      }
    }
  }
  return snapshot
}
