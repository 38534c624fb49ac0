import { expect, test } from 'vitest'
import { checkReport } from '../../ingest/validate/report.ts'
import { claims, document, report, text } from './karabakh.ts'

const byKey = new Map(report.events.map((event) => [event.key, event]))

test('the report is valid, and as large as its reference reading', () => {
  expect(report.events.map(({ key }) => key)).toEqual(Array.from({ length: 22 }, (_, i) => `e${i + 1}`))
  expect(report.actors).toHaveLength(20)
  expect(report.places).toHaveLength(10)
  expect(report.events.flatMap(({ quantities }) => quantities)).toHaveLength(6)
  expect(report.events.flatMap(({ relations }) => relations)).toHaveLength(26)
  expect(claims.length).toBeGreaterThanOrEqual(17)
  expect(report.events.filter(({ claims: of }) => of.every(({ aspect }) => aspect !== 'OCCURRENCE'))).toEqual([])
  const usual = report.events.filter(({ realis, polarity }) => realis === 'ACTUAL' && polarity === 'POSITIVE')
  expect(usual).toHaveLength(15)
})

test('quotes are short, and the text cannot be put together from them', () => {
  expect(report.article.body).toBeUndefined()
  expect(report.article.headline).toBeUndefined()
  expect(Math.max(...claims.map(({ quote }) => quote.exact.length))).toBeLessThanOrEqual(80)
  // What can be read of the text: quotes, and the context on either side of them.
  const readable = new Set(
    claims.flatMap(({ quote: { start, end, prefix = '', suffix = '' } }) => {
      const from = start - prefix.length
      return Array.from({ length: end + suffix.length - from }, (_, i) => from + i)
    }),
  )
  expect(readable.size / report.article.length!).toBeLessThan(0.65)
  const gaps = Array.from({ length: report.article.length! }, (_, i) => i).filter((at) => !readable.has(at))
  const stretches = [...gaps, report.article.length!].map((at, i) => at - (gaps[i - 1] ?? -1) - 1)
  expect(Math.max(...stretches)).toBeLessThan(100)
})

test('what is not a fact is not stored as one', () => {
  expect(byKey.get('e18')).toMatchObject({ kind: 'MEETING', realis: 'HYPOTHETICAL' })
  expect(byKey.get('e18')!.claims.map(({ certainty, hedge }) => [certainty, hedge])).toEqual(
    Array.from({ length: 3 }, () => ['UNCLEAR', 'it was not clear whether']),
  )
  const meeting = byKey.get('e18')!.participations
  expect(meeting.map(({ office }) => office)).toEqual([
    'president-of-russia',
    'president-of-armenia',
    'president-of-azerbaijan',
  ])
  for (const key of ['e21', 'e22']) {
    expect(byKey.get(key)).toMatchObject({ realis: 'ACTUAL', polarity: 'NEGATIVE' })
    expect(byKey.get(key)!.claims[0]).toMatchObject({ aspect: 'OCCURRENCE', polarity: 'NEGATIVE' })
  }
  expect(byKey.get('e22')!.claims[0]!.hedge).toBe('has been careful not to')
  for (const key of ['e14', 'e15', 'e16']) expect(byKey.get(key)!.realis).toBe('SCHEDULED')
  expect(byKey.get('e20')!.realis).toBe('DESIRED')
  const follows = report.events.flatMap(({ key, relations }) =>
    relations.filter(({ kind }) => kind === 'FOLLOWS').map(({ event, basis }) => [key, event, basis]),
  )
  expect(follows).toEqual([
    ['e6', 'e10', 'INFERRED'],
    ['e11', 'e9', 'INFERRED'],
  ])
  const violates = byKey.get('e11')!.relations.find(({ kind }) => kind === 'VIOLATES')
  expect(violates).toEqual({ kind: 'VIOLATES', event: 'e9', certainty: 'UNCLEAR', basis: 'INFERRED' })
})

test('which president is whose is inferred', () => {
  const presidents = ['e1', 'e2', 'e3', 'e4', 'e5'].flatMap((key) =>
    byKey
      .get(key)!
      .participations.filter(({ actor }) => ['sarkisian', 'aliyev'].includes(actor))
      .map(({ actor, basis }) => [key, actor, basis]),
  )
  expect(presidents).toEqual([
    ['e1', 'sarkisian', 'INFERRED'],
    ['e2', 'aliyev', 'INFERRED'],
    ...['e3', 'e4', 'e5'].flatMap((key) => [
      [key, 'sarkisian', 'INFERRED'],
      [key, 'aliyev', 'INFERRED'],
    ]),
  ])
})

test('no place is forced into a country that is in dispute, and none is lost', () => {
  const parents = Object.fromEntries(
    report.places.map(({ key, parents: of }) => [key, of.map(({ kind, place }) => `${kind} ${place}`)]),
  )
  expect(parents).toMatchObject({
    dagestan: ['PART_OF russia-country'],
    'nagorno-karabakh': ['CLAIMED_BY azerbaijan-country'],
    'line-of-contact': ['PART_OF nagorno-karabakh'],
    'karabakh-frontline': ['PART_OF nagorno-karabakh'],
  })
})

test('quotes hold by themselves; where the text of the article is missing, that is said', () => {
  if (text === undefined)
    console.warn('THE TEXT IS MISSING: ../shared/seed/article.txt is not here, and no quote was checked against it.')
  expect(report.article).toMatchObject({ length: 2342, textSha256: expect.stringMatching(/^[0-9a-f]{64}$/) })
  for (const { quote } of claims) {
    expect(quote.end - quote.start).toBe(quote.exact.length)
    expect(quote.end).toBeLessThanOrEqual(report.article.length!)
    expect(quote.sentence).toBeGreaterThanOrEqual(1)
    expect(quote.sentence).toBeLessThanOrEqual(13)
  }
})

test.runIf(text !== undefined)('every quote, its context, the length and the digest are those of the text', () => {
  expect(() => checkReport(document, text)).not.toThrow()
  const starts = Array.from(new Intl.Segmenter('en', { granularity: 'sentence' }).segment(text!), ({ index }) => index)
  expect(starts).toHaveLength(13)
  const sentenceAt = (at: number) => starts.findLastIndex((start) => start <= at) + 1
  const astray = claims.filter(
    ({ quote }) => sentenceAt(quote.start) !== quote.sentence || sentenceAt(quote.end - 1) !== quote.sentence,
  )
  expect(astray.map(({ quote }) => quote)).toEqual([])
  const isUnplaced = (exact: string) => text!.indexOf(exact) !== text!.lastIndexOf(exact)
  const unplaced = claims.filter(
    ({ quote }) => isUnplaced(quote.exact) && quote.prefix === undefined && quote.suffix === undefined,
  )
  expect(unplaced.map(({ quote }) => quote.exact)).toEqual([])
})

test.runIf(text !== undefined)('what is given as words of the article stands in it', () => {
  const words = report.events.flatMap(({ occurred, location, participations, quantities, claims: of }) => [
    occurred.text,
    location?.text,
    ...participations.map(({ label }) => label),
    ...quantities.map((quantity) => quantity.text),
    ...of.flatMap(({ hedge, attribution }) => [hedge, ...attribution.flatMap(({ label, verb }) => [label, verb])]),
  ])
  expect(words.filter((each) => each !== undefined && !text!.includes(each))).toEqual([])
})

test.runIf(text !== undefined)('titles and summaries are in our own words', () => {
  const wordsOf = (of: string) => of.toLowerCase().match(/[\p{L}\d]+/gu) ?? []
  const runs = (words: string[], length: number) =>
    words.slice(length - 1).map((_, i) => words.slice(i, i + length).join(' '))
  const article = new Set(runs(wordsOf(text!), 7))
  const ours = [...report.events, ...report.storylines].flatMap(({ title, summary = '' }) => [title, summary])
  expect(ours.filter((each) => runs(wordsOf(each), 7).some((run) => article.has(run)))).toEqual([])
})
