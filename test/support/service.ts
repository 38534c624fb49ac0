import type { GraphQLFormattedError } from 'graphql'
import { test as base } from 'vitest'
import type { OpenDatabase } from '../../database/connection/connection.ts'
import { openDatabase } from '../../database/connection/open-database.ts'
import type { Database } from '../../database/database.ts'
import { copyDatabase, type DatabaseCopy, type TemplateName } from './databases/databases.ts'
import { silent } from './silent.ts'

/** What the service answers to one operation. The type of the data is the caller's word: see `Service.ask`. */
interface Answer<Data> {
  data: Data
  errors?: GraphQLFormattedError[]
}

/** The service over a database of its own, and the SQL that it ran. */
export interface Service {
  open: OpenDatabase
  db: Database
  engine: OpenDatabase['engine']
  /** The statements since the last `ask` began, without those that begin and end transactions. */
  statements: string[]
  /** Posts one operation, as a client would. */
  ask<Data = unknown>(
    query: string,
    variables?: Record<string, unknown>,
    headers?: Record<string, string>,
  ): Promise<Answer<Data>>
  /** Any request, by a path such as `/graphql`. */
  fetch(path: string, init?: RequestInit): Promise<Response>
}

const TRANSACTION_CONTROL = /^(?:begin|commit|rollback|savepoint|release)\b/i

type Cleanup = (clean: () => Promise<void>) => void

/** Vitest reads from the empty pattern that a fixture needs no other. */
function fixture<Value>(make: (onCleanup: Cleanup) => Promise<Value>) {
  // oxlint-disable-next-line no-empty-pattern
  return async ({}, { onCleanup }: { onCleanup: Cleanup }): Promise<Value> => make(onCleanup)
}

function serviceOver(name: TemplateName) {
  return fixture(async (onCleanup): Promise<Service> => {
    const copy = await copyDatabase(name)
    const statements: string[] = []
    const logger = {
      logQuery: (statement: string) => {
        if (!TRANSACTION_CONTROL.test(statement)) statements.push(statement)
      },
    }
    const open = await openDatabase({ ...copy.target, log: silent, logger })
    const { fetch, stop } = appOver(open)
    onCleanup(async () => {
      stop()
      await open.close()
      await copy.remove()
    })
    const ask = async <Data>(
      query: string,
      variables: Record<string, unknown> = {},
      headers: Record<string, string> = {},
    ) => {
      statements.length = 0
      const response = await fetch('/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ query, variables }),
      })
      return (await response.json()) as Answer<Data>
    }
    return { open, db: open.db, engine: open.engine, statements, ask, fetch }
  })
}

function unopened(name: TemplateName) {
  return fixture(async (onCleanup): Promise<DatabaseCopy['target']> => {
    const { target, remove } = await copyDatabase(name)
    onCleanup(remove)
    return target
  })
}

/** Loaded when first asked: a test of the database alone has no need of the schema. */
function appOver(open: OpenDatabase): { fetch: Service['fetch']; stop: () => void } {
  let changeListener: { stop(): void } | undefined
  let app: Promise<{ fetch(url: string, init?: RequestInit): Response | Promise<Response> }> | undefined
  const make = async () => {
    const { createApp } = await import('../../server/graphql/app.ts')
    const { createAuthenticate } = await import('../../server/auth/authenticate.ts')
    const { DatabaseChangeListener } = await import('../../server/change-listener.ts')
    const { db } = open
    const rings = new DatabaseChangeListener({
      open,
      log: silent,
      maxSubscriptions: 100,
      maxSubscriptionsPerClient: 50,
    })
    changeListener = rings
    return createApp({
      db,
      databaseAsOf: (at) => open.asOf(at),
      cursorKey: 'test',
      log: silent,
      changeListener: rings,
      authenticate: createAuthenticate({ db }),
    })
  }
  return {
    fetch: async (path, init = {}) => (await (app ??= make())).fetch(`http://dateline.test${path}`, init),
    stop: () => changeListener?.stop(),
  }
}

/**
 * The test of this project: `service` has an empty migrated database of its own; `seeded` has the bundled reports, and
 * all tests of a file share it, so that they only read. `empty` and `migrated` are such databases for tests that open
 * them themselves.
 */
export const test = base
  .extend('service', serviceOver('migrated'))
  .extend('seeded', { scope: 'file' }, serviceOver('seeded'))
  .extend('empty', unopened('empty'))
  .extend('migrated', unopened('migrated'))

/**
 * The table that each statement reads or writes first, so that a test can say what an answer cost.
 * @param statements SQL as Drizzle writes it
 */
export function tablesOf(statements: readonly string[]): string[] {
  return statements.map(
    (statement) => /\b(?:from|into|update) (?:lateral )?"?(\w+)"?/i.exec(statement)?.[1] ?? statement,
  )
}
