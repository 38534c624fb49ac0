import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { expect, test } from 'vitest'
import { projectRoot } from '../database/project-root.ts'
import { EVENT_KINDS, TYPED_KINDS } from '../database/tables/event-kinds.ts'
import { findCycles } from './support/source-tree/cycles.ts'
import { layerRank, OUTSIDE_FOLDERS, secondLevel, SUB_FOLDERS, topFolder } from './support/source-tree/layers.ts'
import { repositoryFiles, sourceFiles } from './support/source-tree/source-files.ts'

const MAX_FILES_PER_FOLDER = 16
const MAX_CODE_LINES = 200
const MAX_MEDIAN_CODE_LINES = 80
const CROWDED_ON_PURPOSE = ['database/tables', 'docs/decisions', 'migrations', 'migrations/meta']

/** Per 1,000 code lines outside of tests; lower the number whenever the source gets better. */
const MAX_UNSAFE_CASTS = 0.6
const MAX_NON_NULL_ASSERTIONS = 0.2

const files = sourceFiles()
const product = files.filter(({ path }) => layerRank(topFolder(path)) !== undefined)
const edges = product.flatMap(({ path, imports }) => [...imports].map((target) => ({ path, target })))

function namesIn(folder: string, ending: string): string[] {
  return readdirSync(join(projectRoot, folder))
    .filter((file) => file.endsWith(ending))
    .map((file) => file.slice(0, -ending.length))
    .toSorted()
}

test('every folder with source files is a layer or outside of the layers', () => {
  const folders = new Set(files.map(({ path }) => topFolder(path)))
  expect([...folders].filter((name) => layerRank(name) === undefined && !OUTSIDE_FOLDERS.includes(name))).toEqual([])
})

test('layers import only layers below them', () => {
  const upward = edges.filter(({ path, target }) => {
    const [from, to] = [topFolder(path), topFolder(target)]
    return from !== to && !((layerRank(to) ?? Infinity) < (layerRank(from) ?? 0))
  })
  expect(upward).toEqual([])
})

test('sub-folders import only sub-folders below them', () => {
  const upward = edges.filter(({ path, target }) => {
    const [layer, from, to] = [topFolder(path), secondLevel(path), secondLevel(target)]
    if (layer !== topFolder(target) || from === to) return false
    const order = SUB_FOLDERS[layer] ?? []
    const rankOf = (name: string) => order.indexOf(name.slice(layer.length + 1))
    return rankOf(from) >= 0 && rankOf(to) >= 0 && rankOf(to) >= rankOf(from)
  })
  expect(upward).toEqual([])
})

test('the flows in the architecture page pass through few files, each once, and imported by one before it', () => {
  const page = readFileSync(join(projectRoot, 'docs/architecture.md'), 'utf8')
  const [, section = ''] = page.split('## Five flows')
  const rows = section
    .split('\n## ')[0]!
    .split('\n')
    .filter((line) => line.startsWith('| a') || line.startsWith('| from'))
  const flows = rows.map((row) => ({
    name: row.split('|')[1]!.trim(),
    paths: [...row.matchAll(/`([^`]+\.ts)`/g)].map(([, path = '']) => path),
  }))
  expect(flows).toHaveLength(5)
  for (const { name, paths } of flows) {
    expect([name, new Set(paths).size]).toEqual([name, paths.length])
    expect(paths.length).toBeLessThanOrEqual(6)
    const importsOf = (path: string) => files.find((file) => file.path === path)!.imports
    const isEntered = (path: string, i: number) => paths.slice(0, i).some((earlier) => importsOf(earlier).has(path))
    const unlinked = paths.filter((path, i) => i > 0 && !isEntered(path, i))
    expect([name, name === 'a read as of a moment' ? [] : unlinked]).toEqual([name, []])
  }
})

test('every sub-folder of a layer has a place in the order', () => {
  const unlisted = product
    .map(({ path }) => path.split('/'))
    .filter(([layer = '', sub = '', ...rest]) => rest.length > 0 && !SUB_FOLDERS[layer]?.includes(sub))
  expect(unlisted).toEqual([])
})

test('sub-folders and files of a layer do not import each other in a cycle', () => {
  const graph = new Map<string, Set<string>>()
  for (const { path, target } of edges) {
    const [from, to] = [secondLevel(path), secondLevel(target)]
    if (from !== to) graph.set(from, (graph.get(from) ?? new Set()).add(to))
  }
  expect(findCycles(graph)).toEqual([])
})

test('files do not import each other in a cycle, types included', () => {
  expect(findCycles(new Map(files.map(({ path, imports }) => [path, imports])))).toEqual([])
})

test('a folder has at most 16 files', () => {
  const counts = new Map<string, number>()
  for (const path of repositoryFiles()) {
    const folder = dirname(path)
    if (folder !== '.') counts.set(folder, (counts.get(folder) ?? 0) + 1)
  }
  const crowded = [...counts].filter(
    ([folder, count]) => count > MAX_FILES_PER_FOLDER && !CROWDED_ON_PURPOSE.includes(folder),
  )
  expect(crowded).toEqual([])
})

test('a file has at most 200 code lines, and half of a layer has fewer than 80', () => {
  expect(files.filter(({ codeLines }) => codeLines > MAX_CODE_LINES).map(({ path }) => path)).toEqual([])
  for (const layer of new Set(product.map(({ path }) => topFolder(path)))) {
    const sizes = product.filter(({ path }) => topFolder(path) === layer).map(({ codeLines }) => codeLines)
    const median = sizes.toSorted((a, b) => a - b)[Math.floor(sizes.length / 2)]
    expect(median, `median of ${layer}/`).toBeLessThan(MAX_MEDIAN_CODE_LINES)
  }
})

test('a typed kind has files of the same name in tables, schema and tests', () => {
  const kinds = namesIn('schema/event/kinds', '.ts')
  expect(kinds).toHaveLength(Object.keys(TYPED_KINDS).length)
  expect(namesIn('database/tables/kinds', '.ts')).toEqual(kinds)
  expect(namesIn('test/schema/event/kinds', '.test.ts')).toEqual(kinds)
  expect(Object.keys(TYPED_KINDS).toSorted()).toEqual(kinds.map((name) => name.replaceAll('-', '_').toUpperCase()))
  expect(new Set(EVENT_KINDS).size).toBe(EVENT_KINDS.length)
})

test('files have kebab-case names that name one idea', () => {
  const names = files.map(({ path }) => path.slice(path.lastIndexOf('/') + 1))
  expect(names.filter((name) => !/^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z]+)*\.tsx?$/.test(name))).toEqual([])
  expect(names.filter((name) => /(^|-)(utils?|helpers?|common|misc|more|index)(-|\.)/.test(name))).toEqual([])
})

test('module-level functions are declarations, and exported ones have a doc comment', () => {
  const lines = files.flatMap(({ path, text }) =>
    text.split('\n').map((line, i, all) => ({ place: `${path}:${i + 1}`, path, line, before: all[i - 1] ?? '' })),
  )
  const arrows = lines.filter(({ line }) =>
    /^(export )?const \w+ = (async )?(<[^=]*>)?\([^)]*\)(: [^=]+)? =>/.test(line),
  )
  expect(arrows.map(({ place }) => place)).toEqual([])
  const undocumented = lines.filter(
    ({ path, line, before }) =>
      /^export (async )?function\*? /.test(line) &&
      !path.startsWith('test/') &&
      !path.includes('/kinds/') &&
      !before.endsWith('*/'),
  )
  expect(undocumented.map(({ place }) => place)).toEqual([])
})

test('unsafe casts and non-null assertions stay rare', () => {
  const sum = (count: (file: (typeof product)[number]) => number) =>
    product.reduce((total, file) => total + count(file), 0)
  const perThousandLines = (count: number) => (1000 * count) / sum(({ codeLines }) => codeLines)
  expect(perThousandLines(sum(({ unsafeCasts }) => unsafeCasts))).toBeLessThanOrEqual(MAX_UNSAFE_CASTS)
  expect(perThousandLines(sum(({ nonNullAssertions }) => nonNullAssertions))).toBeLessThanOrEqual(
    MAX_NON_NULL_ASSERTIONS,
  )
})

test('no file names a path of this machine or a package registry', () => {
  const paths = repositoryFiles().filter((path) => !path.endsWith('layout.unit.test.ts'))
  const matching = paths.filter((path) =>
    /\/work\/|\/root\/|registry\.npmjs|"resolved"/.test(readFileSync(join(projectRoot, path), 'utf8')),
  )
  expect(matching).toEqual([])
})

test('migrations match the tables: drizzle-kit has nothing to generate', () => {
  const folder = mkdtempSync(join(tmpdir(), 'dateline-migrations-'))
  try {
    cpSync(join(projectRoot, 'migrations'), folder, { recursive: true })
    const before = readdirSync(folder)
    const output = execFileSync(
      join(projectRoot, 'node_modules/.bin/drizzle-kit'),
      [
        'generate',
        '--dialect=postgresql',
        '--schema=./database/tables/**/*.ts',
        `--out=${relative(projectRoot, folder)}`,
        '--casing=snake_case',
      ],
      { cwd: projectRoot, encoding: 'utf8' },
    )
    expect(output).toContain('No schema changes, nothing to migrate')
    expect(readdirSync(folder)).toEqual(before)
  } finally {
    rmSync(folder, { recursive: true })
  }
})
