import { RateLimiterMemory } from 'rate-limiter-flexible'
import { rateLimited } from '../../schema/builder/errors.ts'

const MAX_REFUSED = 60
const SECONDS = 60
/** Without a server, as in tests, the address is not known. */
const UNKNOWN = ''

/** Limits how many wrong keys of one client are looked up in the database. */
export class RefusalLimit {
  readonly #refused = new RateLimiterMemory({ points: MAX_REFUSED, duration: SECONDS })

  /**
   * Call it before the look-up of a key.
   * @param client the address of the client
   * @throws {GraphQLError} RATE_LIMITED if the client has sent too many wrong keys within a minute
   */
  async assertMayTry(client: string): Promise<void> {
    if (client === UNKNOWN) return
    const state = await this.#refused.get(client)
    if (state === null || state.consumedPoints < MAX_REFUSED) return
    const seconds = Math.max(1, Math.ceil(state.msBeforeNext / 1000))
    const message = `This client sent ${MAX_REFUSED} wrong keys within a minute. Try again in ${seconds} seconds.`
    throw rateLimited(message, seconds)
  }

  /** Call it when a key was refused. */
  async record(client: string): Promise<void> {
    if (client !== UNKNOWN) await this.#refused.penalty(client, 1)
  }
}
