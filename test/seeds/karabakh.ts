import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from '../../database/project-root.ts'
import { checkReport } from '../../ingest/validate/report.ts'

function readIfThere(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined
}

interface Mention {
  quote: string
  start: number
  end: number
  sentence: number
}

interface Annotation {
  document: { chars: number }
  participants: { id: string; kind: string; mention: Mention }[]
  places: { id: string; type: string; mention: Mention }[]
  dates: { id: string; mention: Mention }[]
  quantities: { id: string; mention: Mention }[]
  events: {
    id: string
    type: string
    cameo: string
    realis: string
    place: string | null
    participants: string[]
    evidence: Mention[]
  }[]
  relations: [from: string, kind: string, to: string, why: string][]
  quotes: Mention[]
  claims: { id: string; evidence: Mention; certainty: string }[]
}

/** The bundled report as its file has it. */
export const document: unknown = JSON.parse(
  readFileSync(join(projectRoot, 'seeds/reports/2016-04-05-karabakh.json'), 'utf8'),
)

export const report = checkReport(document)

export const claims = report.events.flatMap((event) => event.claims)

/** The article's text and its reference reading: beside the project where they are at hand, never in it. */
export const text = readIfThere(join(projectRoot, '../shared/seed/article.txt'))
const reading = readIfThere(join(projectRoot, '../shared/seed/annotation.json'))
export const annotation = reading === undefined ? undefined : (JSON.parse(reading) as Annotation)
