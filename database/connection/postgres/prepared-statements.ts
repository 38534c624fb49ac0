import type pg from 'pg'
import type { Planning } from '../../fast-reads.ts'
import { statementName } from '../../sql/prepared.ts'
import { RecentValues } from '../../values/recent-values.ts'

/** Of the texts of reads, so many are remembered: those that were sent last. */
const MAX_TEXTS = 500
/**
 * A connection that has prepared more statements is replaced: PostgreSQL keeps each until the connection ends. A page of
 * events with all columns takes 87 KB, its plan included.
 */
export const MAX_PREPARED = 100

/** Names the statements that are sent again and again: one that was sent once is not worth its place. */
export class StatementNames {
  /** Without a name until the second use. */
  readonly #texts = new RecentValues<{ name?: string }>(MAX_TEXTS)

  /** @returns undefined for a text that is new */
  nameOf(text: string): string | undefined {
    const known = this.#texts.get(text)
    if (known) return (known.name ??= statementName(text))
    this.#texts.set(text, {})
    return undefined
  }
}

/** How a connection plans the statements that it has prepared. By itself, PostgreSQL compares estimated costs. */
const PLAN_CACHE_MODES: Record<Planning, string> = { ONCE: 'force_generic_plan', EACH_TIME: 'force_custom_plan' }

/** What a connection has prepared, and how it plans. */
export class Preparations {
  #planning: Planning | undefined
  readonly #names = new Set<string>()

  get isFull(): boolean {
    return this.#names.size > MAX_PREPARED
  }

  /** Says that a statement with this name was sent. */
  add(name: string): void {
    this.#names.add(name)
  }

  /** Makes the connection plan in a way, if it does not yet. It holds for statements without a name, too. */
  async use(planning: Planning, client: { query(statement: pg.QueryConfig): Promise<unknown> }): Promise<void> {
    if (planning === this.#planning) return
    await client.query({ text: `set plan_cache_mode = ${PLAN_CACHE_MODES[planning]}` })
    this.#planning = planning
  }
}
