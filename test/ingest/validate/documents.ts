import { InvalidReportError, type Problem } from '../../../ingest/format/problem.ts'
import { checkReport } from '../../../ingest/validate/report.ts'
import { claim, phoneCall, reportDocument } from '../../support/documents/report-document.ts'

export function withEvent(more: Record<string, unknown>) {
  return reportDocument({ events: [phoneCall(more)] })
}

export function two(more: Record<string, unknown>) {
  return reportDocument({ events: [phoneCall(more), phoneCall({ key: 'e2' })] })
}

export function withClaim(more: Record<string, unknown>) {
  return withEvent({ claims: [claim('State A phoned State B', more)] })
}

const quote = { exact: 'State A', start: 3, end: 10 }

export function withQuote(more: object, article: object = {}) {
  return {
    ...withClaim({ quote: { ...quote, ...more } }),
    article: { url: 'https://news.example/1', ...article },
  }
}

export function person(more: object) {
  return { key: 'p', kind: 'PERSON', name: 'Person P', ...more }
}

export function problemsOf(document: unknown): readonly Problem[] {
  try {
    checkReport(document)
    return []
  } catch (error) {
    if (!(error instanceof InvalidReportError)) throw error
    return error.problems
  }
}
