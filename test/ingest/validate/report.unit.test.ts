import { expect, test } from 'vitest'
import { InvalidReportError } from '../../../ingest/format/problem.ts'
import { checkReport } from '../../../ingest/validate/report.ts'
import { REFUSED, subevent, withEvent } from '../../support/documents/refused-documents.ts'
import { phoneCall, reportDocument, TEXT } from '../../support/documents/report-document.ts'

function problemsOf(document: unknown, text?: string): string[] {
  try {
    checkReport(document, text)
    return []
  } catch (error) {
    if (!(error instanceof InvalidReportError)) throw error
    return error.message.split('\n').slice(1)
  }
}

test.for(REFUSED)('refused, with its place and its reason: %s', ([, document, complaint]) => {
  const isIt = (problem: string) => (typeof complaint === 'string' ? problem === complaint : complaint.test(problem))
  expect(problemsOf(document)).toEqual([expect.toSatisfy(isIt, String(complaint))])
})

test('everything that is wrong is told at once, up to fifty things', () => {
  expect(
    problemsOf(
      withEvent({
        participations: [{ actor: 'x', role: 'BELLIGERENT' }],
        relations: [{ kind: 'FOLLOWS', event: 'y' }],
      }),
    ),
  ).toHaveLength(3)
  const many = reportDocument({
    events: Array.from({ length: 80 }, (_, i) =>
      phoneCall({ key: `e${i}`, participations: [{ actor: 'x', role: 'INITIATOR' }] }),
    ),
  })
  expect(problemsOf(many)).toHaveLength(51)
  expect(problemsOf(many).at(-1)).toBe('- and 30 more')
})

test('a document that is far too large is refused, and does not take the process with it', () => {
  expect(
    problemsOf(reportDocument({ events: Array.from({ length: 10_000 }, (_, i) => phoneCall({ key: `e${i}` })) }))[0],
  ).toMatch(/events: Too big/)
  expect(problemsOf(JSON.parse('{"__proto__": {"polluted": true}, "events": 1e999}')).length).toBeGreaterThan(0)
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
  const chain = Array.from({ length: 1000 }, (_, i) => subevent(`e${i}`, `e${(i + 1) % 1000}`))
  expect(problemsOf(reportDocument({ events: chain }))).toHaveLength(1)
})

test('quotes are held against the text, unit by unit', () => {
  expect(problemsOf(reportDocument(), TEXT)).toEqual([])
  const quoteAt = (quote: object) =>
    problemsOf(withEvent({ claims: [{ aspect: 'OCCURRENCE', certainty: 'REPORTED', quote }] }), TEXT)
  const start = TEXT.indexOf('State A')
  expect(start).toBe('On Monday '.length + '🇦🇲 '.length)
  expect(quoteAt({ exact: 'State A', start, end: start + 7, prefix: '🇦🇲 ', suffix: ' phoned' })).toEqual([])
  expect(quoteAt({ exact: 'State a', start, end: start + 7 })).toEqual([
    '- events[0].claims[0].quote.exact: is not what stands there: "State A" differs from character 6 on. The text has it nowhere.',
  ])
  expect(quoteAt({ exact: 'State A', start: start - 1, end: start + 6 })[0]).toMatch(/The quote stands at 15\.$/)
  expect(quoteAt({ exact: 'State A', start, end: start + 8 })[0]).toMatch(/is 7 UTF-16 units long/)
  expect(quoteAt({ exact: 'State A', start, end: start + 7, prefix: 'x' })[0]).toMatch(
    /quote\.prefix: is not what stands before the quote, which is " "/,
  )
  expect(quoteAt({ exact: 'State A', start, end: start + 7, suffix: 'x' })[0]).toMatch(
    /quote\.suffix: is not what stands after the quote, which is " "/,
  )
  expect(quoteAt({ exact: 'State A', start: 900, end: 907 })[0]).toMatch(/lies beyond the end of the text/)
})

test('a text is held against its length and its digest; a body is such a text', () => {
  const article = { url: 'https://news.example/1', length: 5, textSha256: '0'.repeat(64) }
  const quotesLeftOut = problemsOf(reportDocument({ article }), TEXT).filter((problem) =>
    problem.startsWith('- article'),
  )
  expect(quotesLeftOut).toEqual([
    expect.stringMatching(/article\.length: is 5, and the text has 69 UTF-16 units\./),
    expect.stringMatching(/article\.textSha256: is not the digest of the text/),
  ])
  expect(problemsOf(reportDocument({ article: { body: TEXT } }))).toEqual([])
  expect(problemsOf(reportDocument({ article: { body: `${TEXT.slice(1)} ` } }))[0]).toMatch(
    /quote\.exact: is not what stands there/,
  )
})
