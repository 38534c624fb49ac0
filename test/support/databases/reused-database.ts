import { sql } from 'drizzle-orm'
import type { OpenDatabase } from '../../../database/connection/connection.ts'
import { openDatabase } from '../../../database/connection/open-database.ts'
import { readRow, readRows } from '../../../database/sql/rows.ts'
import { silent } from '../silent.ts'
import { copyDatabase } from './databases.ts'

/** An open database and the SQL statements that it ran, without those that begin and end transactions. */
export interface LoggedDatabase {
  open: OpenDatabase
  statements: string[]
  /** The statements that were sent more than once with the same values, without a write in between, since the last `forget`. */
  repeated: () => string[]
  /** Empties `statements`. */
  forget: () => void
}

interface Copy extends LoggedDatabase {
  /** Describes what a test can change in the database besides rows. */
  catalogue: string
  discard: () => Promise<void>
}

const WRITE = /^(?:insert|update|delete|truncate)\b/i
const TRANSACTION_CONTROL = /^(?:begin|commit|rollback|savepoint|release|select pg_advisory_xact_lock)\b/i
/** Deleted rows stay in the files, where they slow down a scan: larger tables are truncated, which takes longer. */
const MAX_DELETED_BYTES = 1 << 18

/**
 * A migrated database that the tests of one worker use one after the other, because a new one costs more than most
 * tests. Each test gets it without any rows, as the migrations left it.
 */
export class ReusedDatabase {
  #copy: Copy | undefined

  async take(): Promise<LoggedDatabase> {
    this.#copy ??= await openCopy()
    this.#copy.forget()
    return this.#copy
  }

  /** Removes the rows of a test; removes the whole database if the test closed it or changed more than rows. */
  async giveBack(): Promise<void> {
    const copy = this.#copy
    if (!copy) return
    const isUnchanged = await describeCatalogue(copy.open).then(
      (catalogue) => catalogue === copy.catalogue,
      () => false,
    )
    if (isUnchanged) await removeRows(copy.open)
    else await this.discard()
  }

  async discard(): Promise<void> {
    const copy = this.#copy
    this.#copy = undefined
    await copy?.discard()
  }
}

/** Opens a copy of a template database and collects the statements that are sent through it. */
export async function openLogged(name: 'migrated' | 'seeded'): Promise<LoggedDatabase & Pick<Copy, 'discard'>> {
  const copy = await copyDatabase(name)
  const statements: string[] = []
  const values: string[] = []
  const logger = {
    logQuery: (statement: string, parameters: unknown[]) => {
      if (TRANSACTION_CONTROL.test(statement)) return
      values[statements.length] = JSON.stringify(parameters)
      statements.push(statement)
    },
  }
  const database = await openDatabase({ ...copy.target, log: silent, logger })
  const moments = new Set<string>()
  const asOf = (at: string) => {
    moments.add(at)
    return database.asOf(at)
  }
  const open = { ...database, asOf }
  const repeated = () => {
    const counts = new Map<string, number>()
    return statements.filter((statement, i) => {
      // Reading again after a write can give something else.
      if (WRITE.test(statement)) counts.clear()
      const call = `${statement} ${values[i]}`
      const count = (counts.get(call) ?? 0) + 1
      counts.set(call, count)
      // A statement as of a moment has the same text and the same values as one about the present.
      return count > 1 + moments.size
    })
  }
  const forget = () => {
    statements.length = 0
    moments.clear()
  }
  const discard = async () => {
    await open.close()
    await copy.remove()
  }
  return { open, statements, repeated, forget, discard }
}

async function openCopy(): Promise<Copy> {
  const logged = await openLogged('migrated')
  // The template has the version of its derived tables: the first test finds what the later ones do.
  await removeRows(logged.open)
  logged.forget()
  return { ...logged, catalogue: await describeCatalogue(logged.open) }
}

async function describeCatalogue({ db }: OpenDatabase): Promise<string> {
  const counts = await readRow(
    db,
    sql`select (select md5(string_agg(relname, ' ' order by oid)) from pg_class) as relations,
      (select count(*) from pg_trigger)::int as triggers,
      (select count(*) from pg_proc)::int as functions, (select count(*) from pg_constraint)::int as constraints,
      (select md5(string_agg(created_at::text, ' ' order by id)) from drizzle.__drizzle_migrations) as migrations,
      (select count(*) from pg_stat_activity where state like 'idle in transaction%'
        and datname = current_database())::int as transactions`,
  )
  return JSON.stringify(counts)
}

async function removeRows({ db }: OpenDatabase): Promise<void> {
  const tables = await readRows<{ name: string; bytes: number }>(
    db,
    sql`select format('%I', relname) as name, pg_total_relation_size(oid)::int as bytes from pg_class
      where relnamespace = 'public'::regnamespace and relkind = 'r'`,
  )
  const names = tables.map(({ name }) => name)
  if (tables.some(({ bytes }) => bytes > MAX_DELETED_BYTES)) {
    await db.execute(sql.raw(`truncate ${names.join(', ')} restart identity`))
    return
  }
  await db.transaction(async (tx) => {
    // The triggers that keep the history and check references must not see these deletions.
    await tx.execute(sql`set local session_replication_role = replica`)
    for (const name of names) await tx.execute(sql.raw(`delete from ${name}`))
  })
}
