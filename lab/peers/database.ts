import pg from 'pg'

/** A row as a resolver gets it; the columns have the names of the fields. */
export type Row = Record<string, unknown>

// The fields of dates are texts.
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text)

const pool = new pg.Pool({ connectionString: process.env['DATABASE_URL'], max: 10, idleTimeoutMillis: 0 })

/**
 * Runs a prepared statement.
 * @param name of the prepared statement; undefined if PostgreSQL must plan it for the values, as for full text
 */
export async function rows(name: string | undefined, text: string, values: unknown[]): Promise<Row[]> {
  const result = await pool.query<Row>({ ...(name === undefined ? {} : { name }), text, values })
  return result.rows
}
