import { expect, test } from 'vitest'
import { fold } from '../../../ingest/evidence/fold.ts'
import { SearchableText, type QuotedWords } from '../../../ingest/evidence/locate.ts'
import { TEXTS } from './texts.ts'

/** The places of a text that have a quote and the words around it. */
function placesOf(text: string, quote: QuotedWords) {
  return new SearchableText(text)
    .find(quote)
    ?.filter(({ isAfterPrefix, isBeforeSuffix }) => isAfterPrefix && isBeforeSuffix)
}

function nearestPassage(text: string, exact: string): string | undefined {
  return new SearchableText(text).nearest(exact)
}

test('a passage begins and ends at the bounds of words and numbers', () => {
  const has = (text: string, exact: string) => placesOf(text, { exact })?.length !== 0
  expect(has('It killed 15 men.', '5 men')).toBe(false)
  expect(has('It killed 15 men.', '15 men')).toBe(true)
  expect(has('It lasted 2.5 hours.', '5 hours')).toBe(false)
  expect(has('It cost 12,000 drams.', 'cost 12')).toBe(false)
  expect(has('It was -5 degrees.', '5 degrees')).toBe(false)
  expect(has('From 2014-2016 on.', '2016 on')).toBe(true)
  expect(has('The unarmed men.', 'armed men')).toBe(false)
  expect(has('北京有十二人', '二人')).toBe(false)
  expect(has('北京有十二人', '十二人')).toBe(true)
  expect(has('नमस्ते', 'नमस')).toBe(false)
})

test('the nearest passage is the one that shares most words', () => {
  const text = 'The army said it lost 3 men. Later the army said that it had lost 12 men near the river, on both banks.'
  expect(nearestPassage(text, 'the army said that it had lost 20 men near the river')).toBe(
    'the army said that it had lost 12 men near the river',
  )
  expect(nearestPassage(text, 'nothing of this kind was said')).toBeUndefined()
  expect(nearestPassage('', 'words')).toBeUndefined()
  expect(nearestPassage(TEXTS['Han'] ?? '', '我们不知道谁先停火')).toBe('我们不知道谁先开火')
})

test('searches that take too long together end without a result', () => {
  const repetitive = new SearchableText('a'.repeat(1_000_000))
  expect(repetitive.find({ exact: 'b' })).toEqual([])
  expect(repetitive.find({ exact: 'a'.repeat(300) })).toBeUndefined()
  expect(repetitive.find({ exact: 'b' })).toBeUndefined()
})

test('a place is found however many places with the same words are before it', () => {
  const text = `${'a word. '.repeat(500)}The last word.`
  expect(placesOf(text, { exact: 'word', prefix: 'last ' })).toMatchObject([{ start: text.length - 5 }])
})

test('folding takes time in proportion to the text, and keeps the way back', () => {
  const text = 'e\u0301a “x”\n\n\u200B — 한국… '.repeat(10)
  const { folded, starts, ends } = fold(text)
  expect(folded.length).toBe(starts.length)
  for (let i = 0; i < folded.length; i++) {
    expect(fold(text.slice(starts[i], ends[i])).folded).toContain(folded.charAt(i))
  }
})
