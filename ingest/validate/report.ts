import { InvalidReportError, type AddProblem, type Problem } from '../format/problem.ts'
import { checkReferences } from '../format/references.ts'
import { ReportDocument } from '../format/report.ts'
import { spanOf } from '../format/time.ts'
import { problemsIn, zodMessage } from '../format/zod-messages.ts'
import { checkCycles } from './cycles.ts'
import { checkEntities } from './entities.ts'
import { checkEvent } from './event.ts'
import { locateQuotes } from './quotes.ts'

/**
 * Checks a report document by itself, without the database.
 * @param document any JSON value
 * @param text of the article, to locate quotes in; the default is the `body` of the document
 * @returns the document, with its defaults filled in and its quotes located
 * @throws {InvalidReportError} with all problems of the document
 */
export function checkReport(document: unknown, text?: string): ReportDocument {
  const parsed = ReportDocument.safeParse(document, { error: zodMessage })
  if (!parsed.success) {
    throw new InvalidReportError(problemsIn(parsed.error))
  }
  const report = parsed.data
  const problems: Problem[] = []
  const addProblem: AddProblem = (path, message) => problems.push({ path, message })
  const { url, textSha256, body } = report.article
  if (url === undefined && textSha256 === undefined && body === undefined) {
    addProblem(['article'], 'needs a url, a textSha256 or a body, to identify the article. Give at least one of them.')
  }
  if (text !== undefined && body !== undefined && text !== body) {
    addProblem(['article', 'body'], 'must be the same as the given text. Omit one of them.')
  }
  checkReferences(report, addProblem)
  checkCycles(report, addProblem)
  checkEntities(report, addProblem)
  for (const [e, event] of report.events.entries()) checkEvent(event, ['events', e], addProblem)
  checkPublicationDay(report, addProblem)
  const located = locateQuotes(report, text ?? report.article.body, addProblem)
  if (problems.length > 0) throw new InvalidReportError(problems)
  return located
}

const DAY_MS = 86_400_000

/** What an article says took place cannot begin after the article; the days of two time zones differ by one at most. */
function checkPublicationDay({ article: { publishedOn }, events }: ReportDocument, addProblem: AddProblem): void {
  if (publishedOn === undefined) return
  for (const [e, { realis, polarity, occurred }] of events.entries()) {
    const { earliest } = spanOf(occurred)
    if (realis !== 'ACTUAL' || polarity !== 'POSITIVE' || earliest === null) continue
    if (Date.parse(earliest) < Date.parse(publishedOn) + 2 * DAY_MS) continue
    addProblem(
      ['events', e, 'occurred', 'edtf'],
      `must not begin after article.publishedOn, which is ${publishedOn}, because the event is ACTUAL; got "${occurred.edtf}". Correct the date, or use SCHEDULED for an event that is still to come.`,
    )
  }
}
