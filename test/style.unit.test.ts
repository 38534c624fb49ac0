import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { projectRoot } from '../database/project-root.ts'
import { repositoryFiles } from './support/source-tree/source-files.ts'
import { findUnusedWords } from './support/source-tree/words.ts'

/** Documents that name the words in order to forbid or to replace them, and texts that are not ours. */
const EXEMPT =
  /^(STYLE\.md|CHANGELOG\.md|docs\/glossary\.md|test\/(style\.unit\.test|support\/source-tree\/words)\.ts|(test\/)?ingest\/origins\/(crediting-words|agency-credits\.unit\.test|credited-names\.unit\.test)\.ts|test\/scenarios\/origins\.unit\.test\.ts)$/
const CHECKED = /\.(tsx?|md|graphql|yml)$|^(package\.json|ingest\/report\.schema\.json|\.ci\/run|\.oxlintrc\.json)$/

const checked = repositoryFiles().filter((path) => CHECKED.test(path) && !EXEMPT.test(path))

test('code, messages, descriptions and documents use the words of the glossary', () => {
  const uses = checked.flatMap((path) =>
    findUnusedWords(readFileSync(join(projectRoot, path), 'utf8')).map(
      ({ line, word, instead }) => `${path}:${line}: "${word}" (${instead})`,
    ),
  )
  expect(uses).toEqual([])
})

test('words are found in identifiers, whole words only', () => {
  expect(findUnusedWords('const rungAt = bellOf(deed)').map(({ word }) => word)).toEqual(['bell', 'rung', 'deed'])
  expect(findUnusedWords('Math.floor(x); @returns a labelled mendelevium, wrung')).toEqual([])
  expect(findUnusedWords('What\n became of it')).toEqual([])
  expect(findUnusedWords('what  became of it')).toHaveLength(1)
})
