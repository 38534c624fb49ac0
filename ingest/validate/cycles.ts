import type { AddProblem, Path } from '../format/problem.ts'
import type { ReportDocument } from '../format/report.ts'

/** A link of the document from one local key to another. */
interface Edge {
  path: Path
  from: string
  to: string
}

/**
 * Checks that no place (PART_OF), storyline (parent) or event (SUBEVENT_OF) is a part of itself, directly or through
 * others. Only links between parts of the document can close a cycle here: stored objects do not refer to its local
 * keys.
 */
export function checkCycles(report: ReportDocument, addProblem: AddProblem): void {
  const places = report.places.flatMap(({ key, parents }, p) =>
    parents.flatMap(({ kind, place }, i): Edge[] =>
      kind === 'PART_OF' ? [{ path: ['places', p, 'parents', i], from: key, to: place }] : [],
    ),
  )
  const storylines = report.storylines.flatMap(({ key, parent }, s): Edge[] =>
    parent === undefined ? [] : [{ path: ['storylines', s, 'parent'], from: key, to: parent }],
  )
  const subevents = report.events.flatMap(({ key, relations }, e) =>
    relations.flatMap(({ kind, event }, i): Edge[] =>
      kind === 'SUBEVENT_OF' ? [{ path: ['events', e, 'relations', i], from: key, to: event }] : [],
    ),
  )
  for (const edges of [places, storylines, subevents]) {
    for (const { path, from, to } of backEdges(edges)) {
      addProblem(
        path,
        from === to
          ? `makes "${from}" a part of itself. Remove it.`
          : `makes "${from}" a part of itself, through "${to}". Remove one of the links of the cycle.`,
      )
    }
  }
}

/** The edges that close a cycle: the back edges of a depth-first search. */
function backEdges(edges: readonly Edge[]): Edge[] {
  const edgesByStart = new Map<string, Edge[]>()
  for (const edge of edges) edgesByStart.set(edge.from, [...(edgesByStart.get(edge.from) ?? []), edge])
  const state = new Map<string, 'open' | 'done'>()
  const closing: Edge[] = []
  // A stack instead of recursion: a document can have a chain of a thousand links.
  const stack: { key: string; remaining: Edge[] }[] = []
  const push = (key: string) => {
    state.set(key, 'open')
    stack.push({ key, remaining: [...(edgesByStart.get(key) ?? [])] })
  }
  for (const start of edgesByStart.keys()) {
    if (!state.has(start)) push(start)
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const edge = top.remaining.pop()
      if (edge === undefined) {
        state.set(top.key, 'done')
        stack.pop()
      } else if (state.get(edge.to) === 'open') closing.push(edge)
      else if (!state.has(edge.to)) push(edge.to)
    }
  }
  return closing
}
