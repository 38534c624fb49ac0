/** The cost of an operation, computed before any field is resolved. */
export interface Cost {
  /** The predicted work, in the unit of `schema/cost/weights.ts`. */
  cost: number
  /** The highest cost that the service accepts. */
  limit: number
  /** The number of events for which it was computed. */
  eventCount: number
  depth: number
  breadth: number
  /** The parts of the cost, the largest first. */
  parts: readonly CostPart[]
}

/** The cost of one field of an operation, without the objects below it. */
export interface CostPart {
  /** The field from the root, by response keys, such as `events.nodes.participations`. */
  path: string
  cost: number
}
