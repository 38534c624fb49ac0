import type { GraphQLFormattedError } from 'graphql'
import { test as base } from 'vitest'
import type { OpenDatabase } from '../../database/connection/connection.ts'
import type { Database } from '../../database/database.ts'
import type { App } from '../../server/graphql/app.ts'
import { copyDatabase, type DatabaseCopy, type TemplateName } from './databases/databases.ts'
import { openLogged, ReusedDatabase, type LoggedDatabase } from './databases/reused-database.ts'
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

type Cleanup = (clean: () => Promise<void>) => void

/** Defines a fixture. Vitest reads from the empty pattern that it needs no other fixture. */
function fixture<Value>(make: (onCleanup: Cleanup) => Promise<Value>) {
  // oxlint-disable-next-line no-empty-pattern
  return async ({}, { onCleanup }: { onCleanup: Cleanup }): Promise<Value> => make(onCleanup)
}

const reused = new ReusedDatabase()

const serviceFixture = fixture(async (onCleanup): Promise<Service> => {
  const { service, stop } = serviceOver(await reused.take())
  onCleanup(async () => {
    stop()
    await reused.giveBack()
  })
  return service
})

const seededFixture = fixture(async (onCleanup): Promise<Service> => {
  const { discard, ...logged } = await openLogged('seeded')
  const { service, stop } = serviceOver(logged)
  onCleanup(async () => {
    stop()
    await discard()
  })
  return service
})

function serviceOver({ open, statements, repeated, forget }: LoggedDatabase): { service: Service; stop: () => void } {
  const { fetch, stop } = appOver(open)
  let runningCount = 0
  let isAlone = true
  const ask = async <Data>(
    query: string,
    variables: Record<string, unknown> = {},
    headers: Record<string, string> = {},
  ) => {
    forget()
    isAlone = ++runningCount === 1
    const response = await fetch('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ query, variables }),
    })
    runningCount--
    const answer = (await response.json()) as Answer<Data>
    // Requests that run at the same time may ask for the same, and a mutation compares the state before and after.
    if (isAlone && !query.startsWith('mutation') && repeated().length > 0)
      throw new Error(`One request sent the same statement twice with the same values: ${repeated().join('\n')}`)
    return answer
  }
  return { service: { open, db: open.db, engine: open.engine, statements, ask, fetch }, stop }
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
  let app: Promise<App> | undefined
  const load = async () => {
    const { createApp } = await import('../../server/graphql/app.ts')
    const { createAuthenticate } = await import('../../server/auth/authenticate.ts')
    const { ChangeListener } = await import('../../ingest/history/change-listener.ts')
    const { subscriptionSlots } = await import('../../schema/builder/slots.ts')
    const { db } = open
    const listener = new ChangeListener({ open, log: silent })
    changeListener = listener
    return createApp({
      db,
      databaseWithin: (budget) => open.within(budget),
      databaseAsOf: (at, budget) => open.asOf(at, budget),
      cursorKey: 'test',
      log: silent,
      subscriptions: { listener, slots: subscriptionSlots(100, 50) },
      authenticate: createAuthenticate({ db, log: silent }),
    })
  }
  return {
    fetch: async (path, init = {}) => (await (app ??= load())).yoga.fetch(`http://dateline.test${path}`, init),
    stop: () => changeListener?.stop(),
  }
}

/**
 * Vitest's `test` with the fixtures of this project. `service` has an empty, migrated database. `seeded` has the bundled
 * reports; all tests of a worker share it, so they must only read. `empty`, `migrated` and `filled` are the targets of databases
 * that the test opens itself; `filled` has the bundled reports.
 */
export const test = base
  .extend(
    'reused',
    { scope: 'worker', auto: true },
    fixture(async (onCleanup) => onCleanup(() => reused.discard())),
  )
  .extend('service', serviceFixture)
  .extend('seededOfWorker', { scope: 'worker' }, seededFixture)
  .extend('seeded', async ({ seededOfWorker }) => {
    seededOfWorker.statements.length = 0
    return seededOfWorker
  })
  .extend('empty', databaseFixture('empty'))
  .extend('migrated', databaseFixture('migrated'))
  .extend('filled', databaseFixture('seeded'))

/**
 * The table that each statement reads or writes first, to assert which statements a response costs.
 * @param statements SQL in the form that Drizzle generates
 */
export function tablesOf(statements: readonly string[]): string[] {
  return statements.map(
    (statement) => /\b(?:from|into|update) (?:lateral )?"?(\w+)"?/i.exec(statement)?.[1] ?? statement,
  )
}

/** An answer as of a moment with the ids of the present, to compare the two: ids of then end in `@` and the moment. */
export function withoutMoments<Answer>(answer: Answer): Answer {
  return JSON.parse(JSON.stringify(answer).replaceAll(/@\d{4}-\d\d-\d\dT[\d:.]+Z(?=")/g, '')) as Answer
}
