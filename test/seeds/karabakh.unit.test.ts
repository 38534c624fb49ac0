import { expect, test } from 'vitest'
import { checkReport } from '../../ingest/validate/report.ts'
import { claims, document, eventOf, placeOf, report, text } from './karabakh.ts'

const articleLength = report.article.length ?? NaN

const articleText = text ?? ''

test('the report is valid and has as many parts as its reference annotation', () => {
  expect(report.events.map(({ key }) => key)).toEqual(Array.from({ length: 22 }, (_, i) => `e${i + 1}`))
  expect(report.actors).toHaveLength(20)
  expect(report.places).toHaveLength(10)
  expect(report.events.flatMap(({ quantities }) => quantities)).toHaveLength(6)
  expect(report.events.flatMap(({ relations }) => relations)).toHaveLength(26)
  expect(claims.length).toBeGreaterThanOrEqual(17)
  expect(report.events.filter((event) => event.claims.every(({ aspect }) => aspect !== 'OCCURRENCE'))).toEqual([])
  const factual = report.events.filter(({ realis, polarity }) => realis === 'ACTUAL' && polarity === 'POSITIVE')
  expect(factual).toHaveLength(15)
})

test('quotes are short, and the text cannot be reconstructed from them', () => {
  expect(report.article.body).toBeUndefined()
  expect(report.article.headline).toBeUndefined()
  expect(Math.max(...claims.map(({ quote }) => quote.exact.length))).toBeLessThanOrEqual(80)
  // The offsets of all characters in quotes and in their prefixes and suffixes.
  const quotedOffsets = new Set(
    claims.flatMap((claim) => {
      const { start, end } = placeOf(claim)
      const { prefix = '', suffix = '' } = claim.quote
      const from = start - prefix.length
      return Array.from({ length: end + suffix.length - from }, (_, i) => from + i)
    }),
  )
  expect(quotedOffsets.size / articleLength).toBeLessThan(0.65)
  const gaps = Array.from({ length: articleLength }, (_, i) => i).filter((at) => !quotedOffsets.has(at))
  const stretches = [...gaps, articleLength].map((at, i) => at - (gaps[i - 1] ?? -1) - 1)
  expect(Math.max(...stretches)).toBeLessThan(100)
})

test('hypothetical, negated, scheduled and inferred statements are marked as such', () => {
  expect(eventOf('e18')).toMatchObject({ kind: 'MEETING', realis: 'HYPOTHETICAL' })
  expect(eventOf('e18').claims.map(({ certainty, hedge }) => [certainty, hedge])).toEqual(
    Array.from({ length: 3 }, () => ['UNCLEAR', 'it was not clear whether']),
  )
  const meeting = eventOf('e18').participations
  expect(meeting.map(({ office }) => office)).toEqual([
    'president-of-russia',
    'president-of-armenia',
    'president-of-azerbaijan',
  ])
  for (const key of ['e21', 'e22']) {
    expect(eventOf(key)).toMatchObject({ realis: 'ACTUAL', polarity: 'NEGATIVE' })
    expect(eventOf(key).claims[0]).toMatchObject({ aspect: 'OCCURRENCE', polarity: 'NEGATIVE' })
  }
  expect(eventOf('e22').claims[0]?.hedge).toBe('has been careful not to')
  for (const key of ['e14', 'e15', 'e16']) expect(eventOf(key).realis).toBe('SCHEDULED')
  expect(eventOf('e20').realis).toBe('DESIRED')
  const follows = report.events.flatMap(({ key, relations }) =>
    relations.filter(({ kind }) => kind === 'FOLLOWS').map(({ event, basis }) => [key, event, basis]),
  )
  expect(follows).toEqual([
    ['e6', 'e10', 'INFERRED'],
    ['e11', 'e9', 'INFERRED'],
  ])
  const violates = eventOf('e11').relations.find(({ kind }) => kind === 'VIOLATES')
  expect(violates).toEqual({ kind: 'VIOLATES', event: 'e9', certainty: 'UNCLEAR', basis: 'INFERRED' })
})

test('only what the text supports is asserted', () => {
  expect(claims.filter(({ certainty }) => !['REPORTED', 'UNCLEAR'].includes(certainty ?? ''))).toEqual([])
  for (const key of ['e1', 'e2']) {
    const origins = eventOf(key).claims.flatMap(({ aspect, attribution }) =>
      aspect === 'OCCURRENCE' ? [attribution[0]?.agent] : [],
    )
    expect([key, ...origins]).toEqual([key, undefined, 'kremlin'])
  }
  // The days to come are planned; since when Russia mediates, and whether it goes on, is unknown.
  expect(eventOf('e17').occurred.edtf).toBe('2016-04-05/..')
  expect(eventOf('e17').claims.filter(({ realis }) => realis === 'SCHEDULED')).toMatchObject([
    { detail: 'durationDays', quote: { exact: 'five-day exercises' } },
  ])
  expect(eventOf('e19').occurred.edtf).toBe('2016-04-05')
  expect(eventOf('e18')).not.toMatchObject({ details: { format: expect.anything() } })
})

test('the assignment of presidents to calls is inferred', () => {
  const presidents = ['e1', 'e2', 'e3', 'e4', 'e5'].flatMap((key) =>
    eventOf(key)
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

test('disputed places are in no country, and other places are in theirs', () => {
  const parents = Object.fromEntries(
    report.places.map(({ key, parents: edges }) => [key, edges.map(({ kind, place }) => `${kind} ${place}`)]),
  )
  expect(parents).toMatchObject({
    dagestan: ['PART_OF russia-country'],
    'nagorno-karabakh': ['CLAIMED_BY azerbaijan-country'],
    'line-of-contact': ['PART_OF nagorno-karabakh'],
    'karabakh-frontline': ['PART_OF nagorno-karabakh'],
  })
})

test('the offsets of quotes are consistent; a warning appears if the text is missing', () => {
  if (text === undefined)
    console.warn('THE TEXT IS MISSING: ../shared/seed/article.txt does not exist, so quotes are not compared with it.')
  expect(report.article).toMatchObject({ length: 2342, textSha256: expect.stringMatching(/^[0-9a-f]{64}$/) })
  for (const claim of claims) {
    const { quote } = claim
    const { start, end } = placeOf(claim)
    expect(end - start).toBe(quote.exact.length)
    expect(end).toBeLessThanOrEqual(articleLength)
    expect(quote.sentence).toBeGreaterThanOrEqual(1)
    expect(quote.sentence).toBeLessThanOrEqual(13)
  }
})

test.runIf(text !== undefined)('quotes, prefixes, suffixes, length and digest match the text', () => {
  expect(() => checkReport(document, articleText)).not.toThrow()
  const starts = Array.from(
    new Intl.Segmenter('en', { granularity: 'sentence' }).segment(articleText),
    ({ index }) => index,
  )
  expect(starts).toHaveLength(13)
  const sentenceAt = (at: number) => starts.findLastIndex((start) => start <= at) + 1
  const wrongSentences = claims.filter(
    (claim) =>
      sentenceAt(placeOf(claim).start) !== claim.quote.sentence ||
      sentenceAt(placeOf(claim).end - 1) !== claim.quote.sentence,
  )
  expect(wrongSentences.map(({ quote }) => quote)).toEqual([])
  const isAmbiguous = (exact: string) => articleText.indexOf(exact) !== articleText.lastIndexOf(exact)
  const ambiguous = claims.filter(
    ({ quote }) => isAmbiguous(quote.exact) && quote.prefix === undefined && quote.suffix === undefined,
  )
  expect(ambiguous.map(({ quote }) => quote.exact)).toEqual([])
})

test.runIf(text !== undefined)('labels, verbs, hedges and other texts occur in the article', () => {
  const words = report.events.flatMap(({ occurred, location, participations, quantities, claims: eventClaims }) => [
    occurred.text,
    location?.text,
    ...participations.map(({ label }) => label),
    ...quantities.map((quantity) => quantity.text),
    ...eventClaims.flatMap(({ hedge, attribution }) => [
      hedge,
      ...attribution.flatMap(({ label, verb }) => [label, verb]),
    ]),
  ])
  expect(words.filter((word) => word !== undefined && !articleText.includes(word))).toEqual([])
})

test.runIf(text !== undefined)('titles and summaries share no 7 consecutive words with the article', () => {
  const wordsOf = (content: string) => content.toLowerCase().match(/[\p{L}\d]+/gu) ?? []
  const runs = (words: string[], length: number) =>
    words.slice(length - 1).map((_, i) => words.slice(i, i + length).join(' '))
  const article = new Set(runs(wordsOf(articleText), 7))
  const ownTexts = [...report.events, ...report.storylines].flatMap(({ title, summary = '' }) => [title, summary])
  expect(ownTexts.filter((own) => runs(wordsOf(own), 7).some((run) => article.has(run)))).toEqual([])
})
