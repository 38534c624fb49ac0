import type { Ask } from './client.ts'

/** One entry of the log, as `changes` tells it. */
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

/** Reads the whole log, page by page. */
export async function readLog(ask: Ask, since?: string): Promise<Entry[]> {
  const log: Entry[] = []
  for (let after = since; ; after = log.at(-1)?.cursor) {
    const { changes } = await ask<{ changes: { nodes: Entry[] } }>(CHANGES, { after: after })
    log.push(...changes.nodes)
    if (changes.nodes.length < 100) return log
  }
}

/** What is compared of an event, as an answer of GraphQL. */
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

/** An event in the words of the log. */
type Picture = Record<string, unknown>

/** An answer of GraphQL in the words of the log, as far as it goes. */
export function pictureOf(state: State): Picture {
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

type Of<Row> = readonly Row[]

/** How a field of the log reads in a picture. */
const READ: Record<string, (value: never) => [string, unknown]> = {
  occurred: ({ edtf }: { edtf: string }) => ['occurred', edtf],
  location: (value: { place: string | null } | null) => ['location', value?.place ?? null],
  participations: (rows: Of<{ role: string; actor: string }>) => [
    'participations',
    rows.map(({ role, actor }) => `${role} ${actor}`),
  ],
  claims: (rows: Of<{ id: string; certainty: string }>) => [
    'claims',
    rows.map(({ id, certainty }) => `${id} ${certainty}`),
  ],
  quantities: (rows: Of<{ best: number | null }>) => ['quantities', rows.map(({ best }) => best)],
  relations: (rows: Of<{ kind: string; event: string }>) => [
    'relations',
    rows.map(({ kind, event }) => `${kind} ${event}`).toSorted(),
  ],
  details: ({ topics }: { topics?: string[] }) => ['topics', topics ?? []],
}

/**
 * What stood for an event at a moment: what it was merged into may have been merged in its turn.
 * @param id the event
 * @param log all that was done up to then
 */
export function standingFor(id: string, log: readonly Entry[]): string | null {
  const into = new Map(
    log.flatMap(({ event, changes }) =>
      changes.flatMap(({ field, after }) => (field === 'mergedInto' ? [[event.id, after as string] as const] : [])),
    ),
  )
  let standing: string | null = null
  for (let next = into.get(id); next !== undefined; next = into.get(next)) standing = next
  return standing
}

/**
 * Takes back what was done to an event, entry by entry, the last first: what it was before them.
 * @param now the event
 * @param entries what was done to it since
 */
export function undone(now: Picture, entries: readonly Entry[]): Picture {
  const picture = { ...now }
  for (const { version, changes } of entries.toReversed()) {
    picture['version'] = version - 1
    for (const { field, before, after } of changes) {
      if (field === 'mentions') {
        const left = (picture['mentions'] as string[]).filter((id) => !(after as string[]).includes(id))
        picture['mentions'] = [...left, ...(before as string[])].toSorted()
      } else {
        const [name, value] = READ[field]?.(before as never) ?? [field, before]
        if (name in picture) picture[name] = value
      }
    }
  }
  return picture
}
