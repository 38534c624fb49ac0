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

function withQuote(quote: object, overrides: Record<string, unknown> = {}) {
  return { ...withEvent({ claims: [{ aspect: 'OCCURRENCE', certainty: 'REPORTED', quote }] }), ...overrides }
}

function quoteIn({ events }: ReturnType<typeof checkReport>) {
  return events[0]?.claims[0]?.quote
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

test('locates quotes in the text, by UTF-16 code units', () => {
  expect(problemsOf(reportDocument(), TEXT)).toEqual([])
  const start = TEXT.indexOf('State A')
  expect(start).toBe('On Monday '.length + '🇦🇲 '.length)
  expect(quoteIn(checkReport(withQuote({ exact: 'State  A', prefix: '🇦🇲\n' }), TEXT))).toEqual({
    exact: 'State A',
    prefix: '🇦🇲 ',
    start,
    end: start + 7,
  })
  const at = (quote: object) => problemsOf(withQuote(quote), TEXT)
  expect(at({ exact: 'State A', start, end: start + 7, prefix: '🇦🇲 ', suffix: ' phoned' })).toEqual([])
  expect(at({ exact: 'State A phoned them' })).toEqual([
    '- events[0].claims[0].quote.exact: must be words of the text, in their order, without changes or omissions; the text does not have "State A phoned them". The nearest passage is "State A phoned State".',
  ])
  expect(at({ exact: 'Entirely other words' })[0]).toMatch(/No passage of it is alike\.$/)
  expect(at({ exact: 'State A', start: start - 1, end: start + 6 })).toEqual([
    '- events[0].claims[0].quote: is not at start 14, end 21 of the text. Its words are at start 15, end 22: give those offsets, or none.',
  ])
  expect(at({ exact: 'State A', start })[0]).toMatch(/needs both `start` and `end`, or neither/)
  expect(at({ exact: 'State A', prefix: 'x' })).toEqual([
    '- events[0].claims[0].quote.prefix: must be the text directly before the quote, " "; got "x".',
  ])
  expect(at({ exact: 'State A', suffix: 'x' })).toEqual([
    '- events[0].claims[0].quote.suffix: must be the text directly after the quote, " "; got "x".',
  ])
  expect(at({ exact: 'State' })).toEqual([
    '- events[0].claims[0].quote: is in the text at 2 places, such as start 15, end 20; start 30, end 35. Give the `prefix` or `suffix`, the words around it, of the place that you mean.',
  ])
  expect(at({ exact: 'State', suffix: ' B' })).toEqual([])
  expect(at({ exact: 'State A', start: 900, end: 907 })[0]).toMatch(/must be at most 69, the length of the text/)
})

test('without the text, checks that the offsets of a quote fit its words and the length of the text', () => {
  const article = { url: 'https://news.example/1', length: 20 }
  const at = (quote: object) => problemsOf(withQuote(quote, { article }))
  expect(at({ exact: 'State A' })).toEqual([])
  expect(at({ exact: 'State A', start: 0, end: 8 })[0]).toMatch(/must end 7 UTF-16 code units/)
  expect(at({ exact: 'State A', start: 14, end: 21 })[0]).toMatch(/must be at most 20/)
  expect(at({ exact: 'State A', start: 12, end: 19, suffix: 'xy' })[0]).toMatch(/must have at most 1 UTF-16/)
  expect(at({ exact: 'State A', start: 1, end: 8, prefix: 'xy' })[0]).toMatch(/must have at most 1 UTF-16/)
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
    /quote: is not at start 15, end 37 of the text/,
  )
})
