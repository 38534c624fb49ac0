import { expect, test } from 'vitest'
import { mentionsOf } from '../../../importers/ucdp/sources.ts'

test('reads offices with commas, and headlines without a day', () => {
  const mentions = mentionsOf({
    source_article:
      '"Ministry of Examples, Research and Culture,2016-04-03,Report on examples, part 1";"Example Agency,undated,A, B"',
    source_office: 'Ministry of Examples, Research and Culture;Example Agency',
  })
  expect(mentions.map(({ article }) => [article.publisher, article.publishedOn, article.headline])).toEqual([
    ['Ministry of Examples, Research and Culture', '2016-04-03', 'Report on examples, part 1'],
    ['Example Agency', null, 'A, B'],
  ])
})

test('keeps sources of before 2013 as free text', () => {
  const mentions = mentionsOf({ source_article: 'Example Agency 3 April 1992; a local paper' })
  expect(mentions.map(({ article }) => [article.headline, article.publisher ?? null])).toEqual([
    ['Example Agency 3 April 1992; a local paper', null],
  ])
})
