import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from '../../database/project-root.ts'
import { checkReport } from '../../ingest/validate/report.ts'

function readIfExists(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined
}

/** A quote of the reference annotation. */
interface Span {
  quote: string
  start: number
  end: number
  sentence: number
}

interface Annotation {
  document: { chars: number }
  participants: { id: string; kind: string; mention: Span }[]
  places: { id: string; type: string; mention: Span }[]
  dates: { id: string; mention: Span }[]
  quantities: { id: string; mention: Span }[]
  events: {
    id: string
    type: string
    cameo: string
    realis: string
    place: string | null
    participants: string[]
    evidence: Span[]
  }[]
  relations: [from: string, kind: string, to: string, why: string][]
  quotes: Span[]
  claims: { id: string; evidence: Span; certainty: string }[]
}

/** The bundled report, as in its file. */
export const document: unknown = JSON.parse(
  readFileSync(join(projectRoot, 'seeds/reports/2016-04-05-karabakh.json'), 'utf8'),
)

export const report = checkReport(document)

export const claims = report.events.flatMap((event) => event.claims)

/** The offsets of a quote: the bundled report states all of them, because its text is not bundled. */
export function placeOf({ quote }: (typeof claims)[number]): { start: number; end: number } {
  const { start, end } = quote
  if (start === undefined || end === undefined) throw new Error(`The quote "${quote.exact}" has no offsets.`)
  return { start, end }
}

/** The text of the article, or undefined: its licence keeps it and the reference annotation out of the project. */
export const text = readIfExists(join(projectRoot, '../shared/seed/article.txt'))
const annotationJson = readIfExists(join(projectRoot, '../shared/seed/annotation.json'))
export const hasAnnotation = annotationJson !== undefined

const EMPTY_ANNOTATION: Annotation = {
  document: { chars: 0 },
  participants: [],
  places: [],
  dates: [],
  quantities: [],
  events: [],
  relations: [],
  quotes: [],
  claims: [],
}
export const annotation = annotationJson === undefined ? EMPTY_ANNOTATION : (JSON.parse(annotationJson) as Annotation)

/**
 * The event of the report with a key.
 * @throws {Error} if there is none
 */
export function eventOf(key: string) {
  const event = report.events.find((candidate) => candidate.key === key)
  if (!event) throw new Error(`The report has no event ${key}.`)
  return event
}
