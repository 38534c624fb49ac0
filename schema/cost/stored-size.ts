import { MIN_EVENTS } from './weights.ts'

/** How much is stored: what costs depend on beside the query. */
export interface StoredSize {
  /** The number of events. */
  count: number
  /**
   * The number of events that have changed after a moment, at most: a read of the past replaces these.
   * @param moment of ISO 8601; one that is invalid is refused by the operation itself
   */
  changedSince: (moment: string) => number
}

/** What a service without a count assumes. */
export const FEW_EVENTS: StoredSize = { count: MIN_EVENTS, changedSince: () => MIN_EVENTS }
