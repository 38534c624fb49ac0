import { expect, test } from 'vitest'
import { InvalidReportError } from '../../../ingest/format/problem.ts'
import { checkReport } from '../../../ingest/validate/report.ts'
import { REFUSED } from '../../support/documents/refused-documents.ts'
import { phoneCall, reportDocument, TEXT } from '../../support/documents/report-document.ts'
import { subevent, withEvent } from '../../support/documents/report-variants.ts'

function problemsOf(document: unknown, text?: string): string[] {
  try {
    checkReport(document, text)
    return []
  } catch (error) {
    if (!(error instanceof InvalidReportError)) throw error
    return error.message.split('\n').slice(1)
  }
}

test.for(REFUSED)('refuses %s with the path and the reason', ([, document, expected]) => {
  const isExpected = (problem: string) => (typeof expected === 'string' ? problem === expected : expected.test(problem))
  expect(problemsOf(document)).toEqual([expect.toSatisfy(isExpected, String(expected))])
})

test('reports all problems at once, at most fifty', () => {
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

test('refuses a far too large document and one that pollutes prototypes', () => {
  expect(
    problemsOf(reportDocument({ events: Array.from({ length: 10_000 }, (_, i) => phoneCall({ key: `e${i}` })) }))[0],
  ).toMatch(/events: must have at most 1000 items; got 10000\./)
  expect(problemsOf(JSON.parse('{"__proto__": {"polluted": true}, "events": 1e999}')).length).toBeGreaterThan(0)
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
  const chain = Array.from({ length: 1000 }, (_, i) => subevent(`e${i}`, `e${(i + 1) % 1000}`))
  expect(problemsOf(reportDocument({ events: chain }))).toHaveLength(1)
})

test('checks quotes against the text, by UTF-16 code units', () => {
  expect(problemsOf(reportDocument(), TEXT)).toEqual([])
  const quoteAt = (quote: object) =>
    problemsOf(withEvent({ claims: [{ aspect: 'OCCURRENCE', certainty: 'REPORTED', quote }] }), TEXT)
  const start = TEXT.indexOf('State A')
  expect(start).toBe('On Monday '.length + '🇦🇲 '.length)
  expect(quoteAt({ exact: 'State A', start, end: start + 7, prefix: '🇦🇲 ', suffix: ' phoned' })).toEqual([])
  expect(quoteAt({ exact: 'State a', start, end: start + 7 })).toEqual([
    '- events[0].claims[0].quote.exact: must be the text from 15 to 22, "State A"; got "State a", which differs at offset 6 of the quote. The text does not contain the quote.',
  ])
  expect(quoteAt({ exact: 'State A', start: start - 1, end: start + 6 })[0]).toMatch(
    /The text has the quote at start 15, end 22\.$/,
  )
  expect(quoteAt({ exact: 'State A', start, end: start + 8 })[0]).toMatch(/must end 7 UTF-16 code units/)
  expect(quoteAt({ exact: 'State A', start, end: start + 7, prefix: 'x' })[0]).toMatch(
    /quote\.prefix: must be the text directly before the quote, " "; got "x"\./,
  )
  expect(quoteAt({ exact: 'State A', start, end: start + 7, suffix: 'x' })[0]).toMatch(
    /quote\.suffix: must be the text directly after the quote, " "; got "x"\./,
  )
  expect(quoteAt({ exact: 'State A', start: 900, end: 907 })[0]).toMatch(/must be at most 69, the length of the text/)
})

test('checks a text, or the body, against its stated length and digest', () => {
  const article = { url: 'https://news.example/1', length: 5, textSha256: '0'.repeat(64) }
  const articleProblems = problemsOf(reportDocument({ article }), TEXT).filter((problem) =>
    problem.startsWith('- article'),
  )
  expect(articleProblems).toEqual([
    expect.stringMatching(/article\.length: must be 69, the length of the text in UTF-16 code units; got 5\./),
    expect.stringMatching(/article\.textSha256: must be [0-9a-f]{64}, the SHA-256 digest of the text; got 0{64}\./),
  ])
  expect(problemsOf(reportDocument({ article: { body: TEXT } }))).toEqual([])
  expect(problemsOf(reportDocument({ article: { body: `${TEXT.slice(1)} ` } }))[0]).toMatch(
    /quote\.exact: must be the text from/,
  )
})
