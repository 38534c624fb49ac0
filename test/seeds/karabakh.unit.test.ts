import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { checkReport } from '../../intake/check.ts'
import { projectRoot } from '../../server/project-root.ts'

const document: unknown = JSON.parse(readFileSync(join(projectRoot, 'seeds/reports/2016-04-05-karabakh.json'), 'utf8'))
const shared = join(projectRoot, '../shared/seed')
const textFile = join(shared, 'article.txt')
const annotationFile = join(shared, 'annotation.json')
const isThere = existsSync(textFile) && existsSync(annotationFile)
if (!isThere) {
  console.warn(`${textFile} is not here: the bundled report is checked by itself, but not against the article's text.`)
}

const report = checkReport(document)
const claims = report.events.flatMap((event) => event.claims)

test('the report is valid, and as large as its reference reading', () => {
  expect(report.events).toHaveLength(22)
  expect(report.actors).toHaveLength(20)
  expect(report.places.length).toBeGreaterThanOrEqual(5)
  expect(report.events.flatMap(({ quantities }) => quantities)).toHaveLength(6)
  expect(report.events.flatMap(({ relations }) => relations).length).toBeGreaterThanOrEqual(23)
  expect(claims.length).toBeGreaterThanOrEqual(17)
  const usual = report.events.filter(({ realis, polarity }) => realis === 'ACTUAL' && polarity === 'POSITIVE')
  expect(usual).toHaveLength(15)
})

test('quotes are short, and the text is not here', () => {
  expect(report.article.body).toBeUndefined()
  expect(Math.max(...claims.map(({ quote }) => quote.exact.length))).toBeLessThanOrEqual(80)
  expect(
    Math.max(...claims.map(({ quote }) => Math.max(quote.prefix?.length ?? 0, quote.suffix?.length ?? 0))),
  ).toBeLessThanOrEqual(8)
  const quoted = new Set(
    claims.flatMap(({ quote }) => Array.from({ length: quote.end - quote.start }, (_, i) => quote.start + i)),
  )
  expect(quoted.size / report.article.length!).toBeLessThan(0.7)
})

test('what is not a fact is not stored as one', () => {
  const byKey = new Map(report.events.map((event) => [event.key, event]))
  expect(byKey.get('e18')).toMatchObject({ kind: 'MEETING', realis: 'HYPOTHETICAL' })
  expect(byKey.get('e18')!.claims[0]).toMatchObject({ certainty: 'UNCLEAR', hedge: 'it was not clear whether' })
  for (const key of ['e21', 'e22']) expect(byKey.get(key)).toMatchObject({ polarity: 'NEGATIVE' })
  const follows = report.events.flatMap(({ key, relations }) =>
    relations.filter(({ kind }) => kind === 'FOLLOWS').map(({ event }) => [key, event]),
  )
  expect(follows).toEqual([
    ['e6', 'e10'],
    ['e11', 'e9'],
  ])
  const violates = byKey.get('e11')!.relations.find(({ kind }) => kind === 'VIOLATES')
  expect(violates).toEqual({ kind: 'VIOLATES', event: 'e9', certainty: 'UNCLEAR', basis: 'INFERRED' })
  const counterparts = ['e1', 'e2'].map((key) =>
    byKey.get(key)!.participations.find(({ role }) => role === 'RECIPIENT')!,
  )
  expect(counterparts.map(({ actor, basis }) => [actor, basis])).toEqual([
    ['sarkisian', 'INFERRED'],
    ['aliyev', 'INFERRED'],
  ])
})

test.runIf(isThere)('every quote stands in the article, character by character', () => {
  const text = readFileSync(textFile, 'utf8')
  expect(() => checkReport(document, text)).not.toThrow()
  const labels = report.events.flatMap(({ occurred, location, participations, quantities, claims: of }) => [
    occurred.text,
    location?.text,
    ...participations.map(({ label }) => label),
    ...quantities.map((quantity) => quantity.text),
    ...of.flatMap(({ hedge, attribution }) => [hedge, ...attribution.flatMap(({ label, verb }) => [label, verb])]),
  ])
  const invented = labels.filter((label) => label !== undefined && !text.includes(label))
  expect(invented).toEqual([])
})

interface Annotation {
  document: { chars: number }
  participants: { mention: { sentence: number } }[]
  events: { id: string; realis: string; evidence: { start: number; end: number; sentence: number }[] }[]
  claims: { evidence: { start: number; end: number; quote: string } }[]
  quantities: { mention: { quote: string } }[]
}

test.runIf(isThere)('every event, claim and number of the reference reading is covered', () => {
  const annotation = JSON.parse(readFileSync(annotationFile, 'utf8')) as Annotation
  expect(report.article.length).toBe(annotation.document.chars)
  const overlaps = (span: { start: number; end: number }, of: typeof claims) =>
    of.some(({ quote }) => quote.start < span.end && span.start < quote.end)
  const uncovered = annotation.events.filter(({ id, evidence }) => {
    const event = report.events.find(({ key }) => key === id.toLowerCase())
    return !event || !evidence.some((span) => overlaps(span, event.claims))
  })
  expect(uncovered.map(({ id }) => id)).toEqual([])
  expect(
    annotation.claims.filter(({ evidence }) => !overlaps(evidence, claims)).map(({ evidence }) => evidence.quote),
  ).toEqual([])
  const numbers = report.events.flatMap(({ quantities }) => quantities.map(({ text }) => text ?? ''))
  const missing = annotation.quantities.filter(
    ({ mention }) => !numbers.some((words) => mention.quote.includes(words) || words.includes(mention.quote)),
  )
  expect(missing.map(({ mention }) => mention.quote)).toEqual([])
  const sentences = new Map(
    annotation.events.flatMap(({ evidence }) => evidence.map(({ start, sentence }) => [start, sentence])),
  )
  for (const { quote } of claims) {
    const annotated = sentences.get(quote.start)
    expect(annotated ?? quote.sentence).toBe(quote.sentence)
  }
})

test.runIf(isThere)('titles and summaries are in our own words', () => {
  const wordsOf = (text: string) => text.toLowerCase().match(/[\p{L}\d]+/gu) ?? []
  const runs = (words: string[], length: number) =>
    words.slice(length - 1).map((_, i) => words.slice(i, i + length).join(' '))
  const article = new Set(runs(wordsOf(readFileSync(textFile, 'utf8')), 7))
  const copied = report.events
    .flatMap(({ title, summary = '' }) => [title, summary])
    .filter((text) => runs(wordsOf(text), 7).some((run) => article.has(run)))
  expect(copied).toEqual([])
})
