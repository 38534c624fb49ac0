/** A request that is rejected before GraphQL processing. */
export class RequestError extends Error {
  readonly status: number
  readonly code: string
  /** Further headers of the response. */
  readonly headers: Record<string, string>

  constructor(status: number, code: string, message: string, headers: Record<string, string> = {}) {
    super(message)
    this.status = status
    this.code = code
    this.headers = headers
  }
}
