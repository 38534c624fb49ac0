import { sql } from 'drizzle-orm'
import { PassThrough } from 'node:stream'
import { expect } from 'vitest'
import type { Database } from '../../../database/database.ts'
import { createAuthenticate } from '../../../server/auth/authenticate.ts'
import { UsageError } from '../../../server/cli/arguments.ts'
import { parseKeysCommand, runKeys } from '../../../server/cli/keys.ts'
import { bearer } from '../../support/rights/credentials.ts'
import { test } from '../../support/service.ts'
import { silent } from '../../support/silent.ts'

/** Returns functions that run a command and use a key. */
function prepare(db: Database) {
  const run = async (...words: string[]) => {
    const out = new PassThrough({ encoding: 'utf8' })
    await runKeys(db, parseKeysCommand(words), out)
    return String(out.read() ?? '')
  }
  const make = async (...words: string[]) => {
    const [, key = ''] = /^(dlk_[0-9a-f]{32}_[\w-]{43})\nStore the key now/.exec(await run(...words)) ?? []
    return key
  }
  const authenticate = createAuthenticate({ db, log: silent })
  const use = (key: string) => authenticate(bearer(key).authorization)
  return { run, make, use }
}

const CREATE = ['create', '--scope', 'publish', '--scope', 'correct', '--name', 'Example desk']

test('creates, lists and revokes keys, and prints a secret only once', async ({ service: { db } }) => {
  const { run, make, use } = prepare(db)
  const key = await make(...CREATE, '--dataset', 'desk', '--dataset', 'desk two', '--expires', '2099-01-01')
  expect((await use(key)).caller).toEqual({
    id: 'key:Example desk',
    scopes: ['publish', 'correct'],
    datasets: ['desk', 'desk two'],
  })
  const list = await run('list')
  expect(list).toMatch(
    /^Example desk: publish, correct; datasets "desk", "desk two"; id [0-9a-f]{12}…; created [^;]+; expires 2099-01-01[^;]+; last used [^;]+\n$/,
  )
  expect(list).not.toContain(key.slice(-43))
  await expect(run(...CREATE, '--dataset', '*')).rejects.toThrow(UsageError)
  expect(await run('revoke', '--name', 'Example desk')).toBe('Revoked the key "Example desk".\n')
  await expect(run('revoke', '--name', 'Example desk')).rejects.toThrow('No active key is named "Example desk".')
  await expect(run('rotate', '--name', 'Example desk')).rejects.toThrow('No active key is named "Example desk".')
  expect(await use(key)).toEqual({ refusal: expect.stringContaining('is revoked') })
  expect(await run('list')).toMatch(/; revoked [^;]+\n$/)
  // The history names the key, so no other key ever has its name.
  await expect(run(...CREATE, '--dataset', '*')).rejects.toThrow('exists already, or existed')
})

test('a rotation replaces the secret at once, or after a time, and the rights stay', async ({ service: { db } }) => {
  const { run, make, use } = prepare(db)
  const first = await make(...CREATE, '--dataset', '*')
  const { caller } = await use(first)
  expect(caller).toMatchObject({ datasets: '*' })
  const second = await make('rotate', '--name', 'Example desk')
  expect(await use(first)).toEqual({ refusal: expect.stringContaining('replaced by a rotation') })
  expect(await use(second)).toMatchObject({ caller })

  const third = await make('rotate', '--name', 'Example desk', '--grace', '24h')
  expect(await use(second)).toMatchObject({ caller })
  expect(await use(third)).toMatchObject({ caller })
  expect(await use(first)).toEqual({ refusal: expect.stringContaining('is unknown') })
  expect(await run('list')).toContain('rotated, former secret valid until')
  await db.execute(sql`update keys set previous_secret_until = now()`)
  expect(await use(second)).toEqual({ refusal: expect.stringContaining('replaced by a rotation') })
  expect(await use(third)).toMatchObject({ caller })
  expect(await run('list')).not.toContain('rotated')

  await db.execute(sql`update keys set expires_at = now()`)
  expect(await use(third)).toEqual({ refusal: expect.stringContaining('has expired') })
  expect(await run('list')).toContain('; expired ')
  await expect(run('rotate', '--name', 'Example desk')).rejects.toThrow('No active key')
})

const KEY = ['create', '--name', 'x', '--scope']

test.for([
  [[], 'The action must be create, list, rotate or revoke.'],
  [['make'], 'The action must be create, list, rotate or revoke.'],
  [['create', '--scope', 'publish'], '--name must have 1 to 200 characters'],
  [['create', '--name', 'a\nb', '--scope', 'read'], '--name must have 1 to 200 characters on one line'],
  [['create', '--name', 'x'], '--scope must be read, publish, correct, merge or admin; repeat it'],
  [[...KEY, 'write'], 'for several scopes; got "write".'],
  [[...KEY, 'publish'], '--dataset is required: name each dataset'],
  [[...KEY, 'correct', '--dataset', ''], '--dataset must be the name of a dataset'],
  [[...KEY, 'correct', '--dataset', ' desk'], '--dataset must be the name of a dataset'],
  [[...KEY, 'correct', '--dataset', 'gdelt'], 'The dataset "gdelt" is imported: only its importer'],
  [[...KEY, 'admin', '--dataset', 'desk'], 'Omit --dataset: the scope admin includes every dataset.'],
  [[...KEY, 'read', '--dataset', 'desk'], 'Omit --dataset: the scope read is not limited to datasets.'],
  [[...KEY, 'read', '--expires', '2020-01-01'], '--expires must be a day'],
  [[...KEY, 'read', '--expires', '2099-02-31T00:00'], '--expires must be a day'],
  [[...KEY, 'read', '--expires', 'tomorrow'], 'got "tomorrow".'],
  [[...KEY, 'read', '--grace', '1h'], 'keys create has no option --grace.'],
  [['rotate', '--name', 'x', '--grace', '1 day'], '--grace must be a number of minutes, hours or days'],
  [['rotate', '--name', 'x', '--grace', '31d'], 'at most 30 days'],
  [['revoke'], '--name must have 1 to 200 characters'],
  [['revoke', '--name', 'x', '--scope', 'read'], 'keys revoke has no option --scope.'],
  [['list', '--all'], "Unknown option '--all'"],
] as const)('keys %j is rejected with a usage error', ([words, message]) => {
  expect(() => parseKeysCommand(words)).toThrow(message)
})
