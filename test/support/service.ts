import type { GraphQLFormattedError } from 'graphql'
import { test as base } from 'vitest'
import type { OpenDatabase } from '../../database/connection/connection.ts'
import { openDatabase } from '../../database/connection/open-database.ts'
import type { Database } from '../../database/database.ts'
import { copyDatabase, type DatabaseCopy, type TemplateName } from './databases/databases.ts'
import { silent } from './silent.ts'

/** The response to one operation. The caller of `Service.ask` asserts the type of the data. */
interface Answer<Data> {
  data: Data
  errors?: GraphQLFormattedError[]
}

/** The service over a database of its own, with the SQL statements that it ran. */
export interface Service {
  open: OpenDatabase
  db: Database
  engine: OpenDatabase['engine']
  /** The statements since the start of the last `ask`, without those that begin and end transactions. */
  statements: string[]
  /** Sends one operation as a POST request. */
  ask<Data = unknown>(
    query: string,
    variables?: Record<string, unknown>,
    headers?: Record<string, string>,
  ): Promise<Answer<Data>>
  /** Sends any request to a path such as `/graphql`. */
  fetch(path: string, init?: RequestInit): Promise<Response>
}

const TRANSACTION_CONTROL = /^(?:begin|commit|rollback|savepoint|release)\b/i

type Cleanup = (clean: () => Promise<void>) => void

/** Defines a fixture. Vitest reads from the empty pattern that it needs no other fixture. */
function fixture<Value>(make: (onCleanup: Cleanup) => Promise<Value>) {
  // oxlint-disable-next-line no-empty-pattern
  return async ({}, { onCleanup }: { onCleanup: Cleanup }): Promise<Value> => make(onCleanup)
}

function serviceFixture(name: TemplateName) {
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

function databaseFixture(name: TemplateName) {
  return fixture(async (onCleanup): Promise<DatabaseCopy['target']> => {
    const { target, remove } = await copyDatabase(name)
    onCleanup(remove)
    return target
  })
}

/** Loads the application at the first request: tests of the database alone do not need the schema. */
function appOver(open: OpenDatabase): { fetch: Service['fetch']; stop: () => void } {
  let changeListener: { stop(): void } | undefined
  let app: Promise<{ fetch(url: string, init?: RequestInit): Response | Promise<Response> }> | undefined
  const load = async () => {
    const { createApp } = await import('../../server/graphql/app.ts')
    const { createAuthenticate } = await import('../../server/auth/authenticate.ts')
    const { DatabaseChangeListener } = await import('../../server/change-listener.ts')
    const { db } = open
    const databaseListener = new DatabaseChangeListener({
      open,
      log: silent,
      maxSubscriptions: 100,
      maxSubscriptionsPerClient: 50,
    })
    changeListener = databaseListener
    return createApp({
      db,
      databaseAsOf: (at) => open.asOf(at),
      cursorKey: 'test',
      log: silent,
      changeListener: databaseListener,
      authenticate: createAuthenticate({ db }),
    })
  }
  return {
    fetch: async (path, init = {}) => (await (app ??= load())).fetch(`http://dateline.test${path}`, init),
    stop: () => changeListener?.stop(),
  }
}

/**
 * Vitest's `test` with the fixtures of this project. `service` has an empty, migrated database for each test. `seeded`
 * has the bundled reports; all tests of a file share it, so they must only read. `empty` and `migrated` are the targets
 * of databases that the test opens itself.
 */
export const test = base
  .extend('service', serviceFixture('migrated'))
  .extend('seeded', { scope: 'file' }, serviceFixture('seeded'))
  .extend('empty', databaseFixture('empty'))
  .extend('migrated', databaseFixture('migrated'))

/**
 * The table that each statement reads or writes first, to assert which statements a response costs.
 * @param statements SQL in the form that Drizzle generates
 */
export function tablesOf(statements: readonly string[]): string[] {
  return statements.map(
    (statement) => /\b(?:from|into|update) (?:lateral )?"?(\w+)"?/i.exec(statement)?.[1] ?? statement,
  )
}
