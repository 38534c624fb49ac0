/** The work waited for the database until its deadline: there was too much other work. It may succeed later. */
export class OverloadedError extends Error {
  constructor() {
    super('The database had no free connection in time.')
  }
}

/** The reason of an abort: the request ran until its deadline. */
export class DeadlineError extends Error {
  /** @param seconds the time limit of a request */
  constructor(seconds: number) {
    super(`The request exceeded its time limit of ${seconds} seconds.`)
  }
}

/** The reason of an abort: the client does not wait for the answer any more. */
export class DisconnectedError extends Error {
  constructor() {
    super('The client disconnected.')
  }
}

/**
 * Why work was refused that waited for the database until its signal was aborted.
 * @param reason the reason of the abort
 */
export function whyRefused(reason: unknown): Error {
  return reason instanceof DisconnectedError ? reason : new OverloadedError()
}
