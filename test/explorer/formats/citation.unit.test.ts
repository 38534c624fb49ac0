import { expect, test } from 'vitest'
import { bibTexOf, citationText } from '../../../explorer/formats/citation.ts'

const URL = 'https://news.example/articles/art_1'

test('a record is cited with the day of its state, an article with the day of its publication', () => {
  const record = { title: 'A call', author: 'Feed', state: '2026-11-24' }
  expect(citationText(record, URL)).toBe(`Feed: A call. Dateline, state of 2026-11-24. ${URL}`)
  expect(bibTexOf(record, URL)).toContain(
    'year = {2026},\n  howpublished = {Dateline},\n  note = {state of 2026-11-24}',
  )
  const article = { title: 'A call', author: 'Paper', published: '2016-04-05' }
  expect(citationText(article, URL)).toBe(`Paper: A call. Dateline, published on 2016-04-05. ${URL}`)
  expect(bibTexOf(article, URL)).toContain('year = {2016}')
})

test('a citation has no year if the day of the publication is not known', () => {
  const article = { title: 'A call', author: 'Paper', published: undefined }
  expect(citationText(article, URL)).toBe(`Paper: A call. Dateline. ${URL}`)
  expect(bibTexOf(article, URL)).toBe(
    `@misc{art_1,\n  title = {{A call}},\n  author = {{Paper}},\n  howpublished = {Dateline},\n  url = {${URL}}\n}\n`,
  )
})

test('no text of a source ends a field of BibTeX or is a command of TeX', () => {
  const hostile = String.raw`50% of {x} & $y_1 \input{/etc/passwd} #2 ~ ^`
  const entry = bibTexOf({ title: hostile, author: 'Feed', state: '2026-11-24' }, URL)
  const [, title = ''] = /title = \{\{(.*)\}\},\n/.exec(entry) ?? []
  expect(title).toBe(String.raw`50\% of x \& \$y\_1 input /etc/passwd \#2 {\textasciitilde} {\textasciicircum}`)
})
