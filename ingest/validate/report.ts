import { InvalidReportError, type AddProblem, type Problem } from '../format/problem.ts'
import { checkReferences } from '../format/references.ts'
import { ReportDocument } from '../format/report.ts'
import { problemsIn, zodMessage } from '../format/zod-messages.ts'
import { checkCycles } from './cycles.ts'
import { checkEntities } from './entities.ts'
import { checkEvent } from './event.ts'
import { checkQuotes } from './quotes.ts'

/**
 * Checks a report document by itself, without the database.
 * @param document anything
 * @param text the text of the article, against which quotes are checked; the document's own body where left out
 * @returns the document, with its defaults filled in
 * @throws {InvalidReportError} with everything that is wrong with it
 */
export function checkReport(document: unknown, text?: string): ReportDocument {
  const parsed = ReportDocument.safeParse(document, { error: zodMessage })
  if (!parsed.success) {
    throw new InvalidReportError(problemsIn(parsed.error))
  }
  const report = parsed.data
  const problems: Problem[] = []
  const note: AddProblem = (path, message) => problems.push({ path, message })
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
  checkEntities(report, note)
  for (const [e, event] of report.events.entries()) checkEvent(event, ['events', e], note)
  checkQuotes(report, text ?? report.article.body, note)
  if (problems.length > 0) throw new InvalidReportError(problems)
  return report
}
