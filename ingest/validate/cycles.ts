import type { AddProblem, Path } from '../format/problem.ts'
import type { ReportDocument } from '../format/report.ts'

/** An arrow of the document from one local key to another. */
interface Arrow {
  path: Path
  from: string
  to: string
}

/**
 * Checks that nothing is, by way of others, a part of itself: places (PART_OF), storylines, events (SUBEVENT_OF).
 * Only the document's own parts can close a circle: what is already stored does not refer to them.
 * @param report a document of the right shape
 * @param note takes what is wrong
 */
export function checkCycles(report: ReportDocument, note: AddProblem): void {
  const partOf = report.places.flatMap(({ key, parents }, p) =>
    parents.flatMap(({ kind, place }, i): Arrow[] =>
      kind === 'PART_OF' ? [{ path: ['places', p, 'parents', i], from: key, to: place }] : [],
    ),
  )
  const parents = report.storylines.flatMap(({ key, parent }, s): Arrow[] =>
    parent === undefined ? [] : [{ path: ['storylines', s, 'parent'], from: key, to: parent }],
  )
  const subevents = report.events.flatMap(({ key, relations }, e) =>
    relations.flatMap(({ kind, event }, i): Arrow[] =>
      kind === 'SUBEVENT_OF' ? [{ path: ['events', e, 'relations', i], from: key, to: event }] : [],
    ),
  )
  for (const arrows of [partOf, parents, subevents]) {
    for (const { path, from, to } of closing(arrows)) {
      note(path, `makes "${from}" a part of itself, by way of "${to}". Leave out one of the links of the circle.`)
    }
  }
}

/** The arrows that close a circle: those that lead back onto the way that was come by. */
function closing(arrows: Arrow[]): Arrow[] {
  const from = new Map<string, Arrow[]>()
  for (const arrow of arrows) from.set(arrow.from, [...(from.get(arrow.from) ?? []), arrow])
  const state = new Map<string, 'open' | 'done'>()
  const found: Arrow[] = []
  for (const start of from.keys()) {
    // A way of its own instead of recursion: a document may be a thousand links deep.
    const way: { key: string; left: Arrow[] }[] = []
    const enter = (key: string) => {
      state.set(key, 'open')
      way.push({ key, left: [...(from.get(key) ?? [])] })
    }
    if (!state.has(start)) enter(start)
    while (way.length > 0) {
      const here = way.at(-1)!
      const arrow = here.left.pop()
      if (!arrow) {
        state.set(here.key, 'done')
        way.pop()
      } else if (state.get(arrow.to) === 'open') found.push(arrow)
      else if (!state.has(arrow.to)) enter(arrow.to)
    }
  }
  return found
}
