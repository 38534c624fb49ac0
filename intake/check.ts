import { checkCycles } from './check-cycles.ts'
import { checkEvent } from './check-event.ts'
import { checkQuotes } from './check-quotes.ts'
import { ReportDocument } from './document.ts'
import { ReportRefused, type Note, type Path, type Problem } from './problem.ts'
import { checkReferences } from './references.ts'

/**
 * Checks a report document by itself, without the database.
 * @param document anything
 * @param text the text of the article, against which quotes are checked; the document's own body where left out
 * @returns the document, with its defaults filled in
 * @throws {ReportRefused} with everything that is wrong with it
 */
export const checkReport = (document: unknown, text?: string): ReportDocument => {
  const parsed = ReportDocument.safeParse(document)
  if (!parsed.success) {
    throw new ReportRefused(
      parsed.error.issues.map(({ path, message }) => ({
        path: path.map((step) => (typeof step === 'symbol' ? String(step) : step)),
        message,
      })),
    )
  }
  const report = parsed.data
  const problems: Problem[] = []
  const note: Note = (path, message) => problems.push({ path, message })
  if (
    report.article.url === undefined &&
    report.article.textSha256 === undefined &&
    report.article.body === undefined
  ) {
    note(
      ['article'],
      'has neither a url nor a textSha256. Give one of them, or both, so that it can be told from others.',
    )
  }
  checkReferences(report, note)
  checkCycles(report, note)
  checkPeriods(report, note)
  for (const [e, event] of report.events.entries()) checkEvent(event, ['events', e], note)
  checkQuotes(report, text ?? report.article.body, note)
  if (problems.length > 0) throw new ReportRefused(problems)
  return report
}

const checkPeriods = (report: ReportDocument, note: Note): void => {
  const check = (periods: { from?: string | undefined; until?: string | undefined }[], path: Path) => {
    for (const [i, { from, until }] of periods.entries()) {
      if (from && until && from >= until) note([...path, i], `ends on ${until}, before or as it begins on ${from}.`)
    }
  }
  for (const [p, { parents, latitude, longitude }] of report.places.entries()) {
    check(parents, ['places', p, 'parents'])
    if ((latitude === undefined) !== (longitude === undefined)) {
      note(['places', p], 'has one coordinate without the other. Give both latitude and longitude, or neither.')
    }
  }
  for (const [a, { kind, memberships, tenures }] of report.actors.entries()) {
    check(memberships, ['actors', a, 'memberships'])
    check(tenures, ['actors', a, 'tenures'])
    if (kind !== 'PERSON' && tenures.length > 0)
      note(['actors', a, 'tenures'], `belong to a PERSON, and this is a ${kind}.`)
  }
}
