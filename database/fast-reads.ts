/** A prepared statement with its values. */
export interface LookUpStatement {
  name: string
  text: string
  values: unknown[]
}

/**
 * When PostgreSQL plans a statement that is sent again and again: ONCE if the same plan is good for all values, as for a
 * page by an index; else EACH_TIME. A full-text search by a plan for all values took 198 ms in place of 6.
 */
export type Planning = 'ONCE' | 'EACH_TIME'

export interface ReadStatement {
  text: string
  values: unknown[]
  planning: Planning
}

/** Ways to run statements that are faster than Drizzle's. Rows are arrays of the values, in the order of the selection. */
export interface FastReads {
  /** Sends a look-up by key, beside the other statements. */
  lookUp(statement: LookUpStatement): Promise<unknown[][]>
  read(statement: ReadStatement): Promise<unknown[][]>
}
