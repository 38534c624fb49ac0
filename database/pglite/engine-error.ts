/** An error of the embedded engine itself, with the SQLSTATE that a PostgreSQL server uses for the same failure. */
export class EngineError extends Error {
  readonly code: string

  /** @param code the SQLSTATE */
  constructor(code: string, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause })
    this.name = 'EngineError'
    this.code = code
  }
}

/** SQLSTATE codes: see https://www.postgresql.org/docs/current/errcodes-appendix.html. */
export const QUERY_CANCELED = '57014'
export const ADMIN_SHUTDOWN = '57P01'
export const CANNOT_CONNECT_NOW = '57P03'
export const IN_FAILED_TRANSACTION = '25P02'
export const STATEMENT_TOO_COMPLEX = '54001'
