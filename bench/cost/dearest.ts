import { chanceOf } from '../../test/support/random.ts'
import type { Measured, Meter } from './meter.ts'
import { operationOf, rootFieldOf } from './queries.ts'
import { shapesOf } from './shapes.ts'
import type { Vocabulary } from './vocabulary.ts'

/** A query and what it took. */
export interface Dearest {
  query: string
  measured: Measured
}

type Resource = 'databaseMs' | 'loopMs'

const SINGLE_FIELDS = 240
const KEPT_FIELDS = 12
const STEPS = 30

/** A field of `Query` and what it took alone. */
interface MeasuredField {
  text: string
  measured: Measured
}

/** Measures the fields from which `dearestQuery` builds queries, each alone; those above the limit are left out. */
export async function measureFields(meter: Meter, vocabulary: Vocabulary, seed: number): Promise<MeasuredField[]> {
  const fields: MeasuredField[] = []
  const generated = Array.from({ length: SINGLE_FIELDS }, (_, i) => rootFieldOf(seed + i, vocabulary))
  for (const text of [...generated, ...shapesOf(seed, vocabulary)]) {
    const measured = await meter.measure(operationOf([text]), 1)
    if (measured.error === undefined || isTimeout(measured)) fields.push({ text, measured })
  }
  return fields
}

/**
 * Searches for the legal query that takes most of a resource: it repeats the fields that take most for their cost until
 * the limit is reached, and then climbs by exchanging fields.
 */
export async function dearestQuery(
  meter: Meter,
  fields: readonly MeasuredField[],
  limit: number,
  seed: number,
  resource: Resource,
): Promise<Dearest> {
  const worst = fields
    .toSorted((a, b) => b.measured[resource] / b.measured.cost - a.measured[resource] / a.measured.cost)
    .slice(0, KEPT_FIELDS)
  let best: Dearest & { texts: string[] } = {
    query: '',
    texts: [],
    measured: { databaseMs: 0, loopMs: 0, cost: 0, bytes: 0, error: undefined },
  }
  const attempt = async (texts: string[]): Promise<void> => {
    const operation = operationOf(texts)
    const measured = await meter.measure(operation, 1)
    const isLegal = measured.error === undefined || isTimeout(measured)
    if (isLegal && measured[resource] > best.measured[resource]) best = { query: operation.query, texts, measured }
  }
  for (const { text, measured } of [
    ...worst,
    ...fields.toSorted((a, b) => b.measured[resource] - a.measured[resource]).slice(0, KEPT_FIELDS),
  ]) {
    const copies = Math.max(1, Math.min(60, Math.floor(limit / Math.max(1, measured.cost))))
    await attempt(Array.from({ length: copies }, (_, i) => varied(text, i)))
  }
  const chance = chanceOf(seed)
  for (let step = 0; step < STEPS && worst.length > 0; step++) {
    const texts = best.texts.filter(() => chance.is(0.8))
    for (let i = 0; i < 3; i++) texts.push(varied(chance.of(worst).text, step + i))
    await attempt(texts)
  }
  return best
}

/** A statement that the service has cancelled counts with the time until then. */
export function isTimeout({ error }: Measured): boolean {
  return error?.includes('time limit') === true
}

/** Another page size makes the service read the same list again. */
function varied(text: string, i: number): string {
  return text.replace(/first: (\d+)/, (_, first: string) => `first: ${((Number(first) + i - 1) % 100) + 1}`)
}
