import { expect, test } from 'vitest'
import { readProjectFile } from './support/documents/project-documents.ts'

interface LockedPackage {
  version?: string
  integrity?: string
  license?: string
  dev?: boolean
  optional?: boolean
  link?: boolean
  hasInstallScript?: boolean
  engines?: { node?: string }
}

const FREE_LICENCES = ['0BSD', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'BlueOak-1.0.0', 'CC0-1.0', 'ISC', 'MIT']

/** The packages of a lockfile without the project itself. */
function lockedPackages(file: string): [path: string, entry: LockedPackage][] {
  const { packages } = JSON.parse(readProjectFile(file)) as { packages: Record<string, LockedPackage> }
  return Object.entries(packages).filter(([path, { link }]) => path !== '' && !link)
}

const packages = lockedPackages('package-lock.json')
/** What an installation without development packages has: with the compiler, which is optional. */
const production = packages.filter(([, { dev }]) => !dev)

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)
}

test.for(['package-lock.json', 'lab/package-lock.json', 'lab/peers/package-lock.json'])(
  'each entry of %s has a digest',
  (file) => {
    const entries = lockedPackages(file)
    expect(entries.length).toBeGreaterThan(20)
    expect(entries.filter(([, { integrity }]) => !integrity?.startsWith('sha512-')).map(([path]) => path)).toEqual([])
  },
)

test('production packages have free licences', () => {
  const others = production
    .filter(([, { license }]) => license === undefined || !FREE_LICENCES.includes(license))
    .map(([path, { license }]) => [nameOf(path), license])
  expect(others).toEqual([])
})

test('no production package runs a script at its installation', () => {
  expect(production.filter(([, { hasInstallScript }]) => hasInstallScript).map(([path]) => path)).toEqual([])
})

type Version = readonly [major: number, minor: number, patch: number]

function parseVersion(text: string): Version {
  const [major = 0, minor = 0, patch = 0] = text.split('.').map(Number)
  return [major, minor, patch]
}

function compare(a: Version, b: Version): number {
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2]
}

/** Whether a version satisfies one comparator of npm: `>=20`, `^20.19.0`, `>18`, `20.x`, `*`. */
function satisfies(version: Version, comparator: string): boolean {
  const [, operator = '', text = ''] = /^(>=|>|<=|<|\^|~|=)?\s*v?(\d+(?:\.\d+){0,2}|\*)/.exec(comparator) ?? []
  if (text === '*' || comparator === '') return true
  if (text === '') throw new Error(`The range ${JSON.stringify(comparator)} is not understood.`)
  const bound = parseVersion(text)
  const difference = compare(version, bound)
  if (operator === '>=') return difference >= 0
  if (operator === '>') return difference > 0
  if (operator === '<=') return difference <= 0
  if (operator === '<') return difference < 0
  if (operator === '^' || text.split('.').length === 1) return version[0] === bound[0] && difference >= 0
  if (operator === '~' || text.split('.').length === 2) return version[1] === bound[1] && version[0] === bound[0]
  return difference === 0
}

function supports(range: string, version: Version): boolean {
  return range
    .split('||')
    .some((alternative) =>
      (alternative.replaceAll(/([<>=^~])\s+/g, '$1').match(/\S+/g) ?? []).every((part) => satisfies(version, part)),
    )
}

test('every production package supports the oldest Node.js that is promised', () => {
  const { engines } = JSON.parse(readProjectFile('package.json')) as { engines: { node: string } }
  const [, oldest = ''] = /^>=([\d.]+)$/.exec(engines.node) ?? []
  expect(readProjectFile('README.md')).toContain(`Node.js ${oldest} or later`)
  const unsupported = production
    .filter(([, { engines: asked }]) => asked?.node !== undefined && !supports(asked.node, parseVersion(oldest)))
    .map(([path, { version, engines: asked }]) => `${path} ${version} asks for ${asked?.node}`)
  expect(unsupported).toEqual([])
})

test('ranges of Node.js are compared as npm does', () => {
  const promised: Version = [20, 19, 0]
  for (const range of [
    '>=20',
    '>= 18.0.0',
    '^18.18.0 || ^20.9.0 || >=21',
    '>=16 <21',
    '*',
    '20 || 22',
    '20.19',
    '>=20.19.0',
  ])
    expect([range, supports(range, promised)]).toEqual([range, true])
  for (const range of ['>=22.15.0', '>20.19.0', '^20.20.0', '^18 || >=22', '>=16 <20', '20.18', '18'])
    expect([range, supports(range, promised)]).toEqual([range, false])
})
