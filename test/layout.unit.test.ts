import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { expect, test } from 'vitest'
import { projectRoot } from '../database/project-root.ts'
import { EVENT_KINDS, TYPED_KINDS } from '../database/tables/event-kinds.ts'

function namesIn(folder: string, ending: string): string[] {
  return readdirSync(join(projectRoot, folder))
    .filter((file) => file.endsWith(ending))
    .map((file) => file.slice(0, -ending.length))
    .toSorted()
}

const sources = ['bench', 'database', 'ingest', 'importers', 'schema', 'seeds', 'server', 'test'].flatMap((folder) =>
  readdirSync(join(projectRoot, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => join(folder, file)),
)

test('a kind of event has a room of the same name on every floor', () => {
  const kinds = namesIn('schema/event/kinds', '.ts')
  expect(kinds).toHaveLength(Object.keys(TYPED_KINDS).length)
  expect(namesIn('database/tables/kinds', '.ts')).toEqual(kinds)
  expect(namesIn('test/schema/event/kinds', '.test.ts')).toEqual(kinds)
  const words = kinds.map((name) => name.replaceAll('-', '_').toUpperCase())
  expect(Object.keys(TYPED_KINDS).toSorted()).toEqual(words)
  expect(new Set(EVENT_KINDS).size).toBe(EVENT_KINDS.length)
})

test('files are named in kebab-case, for one idea each', () => {
  const names = sources.map((file) => file.slice(file.lastIndexOf('/') + 1))
  expect(names.filter((name) => !/^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z]+)*\.ts$/.test(name))).toEqual([])
  expect(names.filter((name) => /util|helper|common|misc|more|index/.test(name))).toEqual([])
})

test('every exported function of the house says what it does', () => {
  const silent = sources
    .filter((file) => !file.startsWith('test/') && !file.includes('/kinds/'))
    .flatMap((file) => {
      const lines = readFileSync(join(projectRoot, file), 'utf8').split('\n')
      return lines.flatMap((line, i) =>
        /^export const \w+ = (async )?(<|\(|\w+ =>)/.test(line) && !lines[i - 1]!.endsWith('*/')
          ? [`${file}: ${line}`]
          : [],
      )
    })
  expect(silent).toEqual([])
})

test('nothing of this machine, and no registry, is written down', () => {
  const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
    cwd: projectRoot,
    encoding: 'utf8',
  })
    .split('\n')
    .filter((file) => file !== '' && !file.endsWith('layout.unit.test.ts'))
  const found = files.filter((file) =>
    /\/work\/|\/root\/|registry\.npmjs|"resolved"/.test(readFileSync(join(projectRoot, file), 'utf8')),
  )
  expect(found).toEqual([])
})

test('migrations say what the tables say: there is nothing to generate', () => {
  const folder = mkdtempSync(join(tmpdir(), 'dateline-migrations-'))
  try {
    cpSync(join(projectRoot, 'migrations'), folder, { recursive: true })
    const before = readdirSync(folder)
    const said = execFileSync(
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
    expect(said).toContain('No schema changes, nothing to migrate')
    expect(readdirSync(folder)).toEqual(before)
  } finally {
    rmSync(folder, { recursive: true })
  }
})
