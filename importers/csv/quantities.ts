import { APPROXIMATIONS, MEASURES } from '../../database/tables/enums.ts'
import { COUNTED, MAX_COUNT } from '../../ingest/validate/event.ts'
import type { EventDraft } from '../feed/draft.ts'
import type { FieldReader } from './field-values.ts'
import type { NumberField } from './mapping/fields.ts'
import type { Mapping } from './mapping/mapping.ts'

type Bounds = { low: number | null; best: number | null; high: number | null }

const MAX_AMOUNT = 1e18
const MAX_TEXT = 200
const MAX_UNIT = 50
const MAX_SIDE = 100

/**
 * Reads the numbers of a row, without those whose cells are all empty.
 * @throws {RejectedRowError} if a cell is not such a number, or the bounds are not in order
 */
export function readQuantities(reader: FieldReader, mapping: Mapping['quantities']): EventDraft['quantities'] {
  return mapping.flatMap((fields, n) => {
    const path = `quantities[${n}]`
    const measure = reader.requiredWord(`${path}.measure`, fields.measure, MEASURES)
    const read = (bound: keyof Bounds) => readAmount(reader, `${path}.${bound}`, fields[bound], COUNTED.has(measure))
    const bounds = { low: read('low'), best: read('best'), high: read('high') }
    assertOrdered(reader, path, fields, bounds)
    if (bounds.low === null && bounds.best === null && bounds.high === null) return []
    const stated = fields.approximation && reader.word(`${path}.approximation`, fields.approximation, APPROXIMATIONS)
    return [
      {
        measure,
        of: reader.text(`${path}.of`, fields.of, MAX_TEXT) ?? null,
        unit: reader.text(`${path}.unit`, fields.unit, MAX_UNIT) ?? null,
        side: reader.text(`${path}.side`, fields.side, MAX_SIDE) ?? null,
        ...bounds,
        approximation: stated ?? approximationOf(bounds),
      },
    ]
  })
}

function readAmount(
  reader: FieldReader,
  path: string,
  field: NumberField | undefined,
  isCounted: boolean,
): number | null {
  const amount = reader.number(path, field, { min: 0, max: isCounted ? MAX_COUNT : MAX_AMOUNT })
  if (amount === undefined) return null
  if (isCounted && !Number.isInteger(amount))
    throw reader.reject(path, field ?? {}, `must be an integer from 0 to ${MAX_COUNT}`, String(amount))
  return amount
}

function assertOrdered(
  reader: FieldReader,
  path: string,
  fields: Mapping['quantities'][number],
  { low, best, high }: Bounds,
): void {
  const pairs = [
    ['best', best, 'low', low],
    ['high', high, 'best', best],
    ['high', high, 'low', low],
  ] as const
  for (const [upper, upperValue, lower, lowerValue] of pairs) {
    if (upperValue === null || lowerValue === null || upperValue >= lowerValue) continue
    const rule = `must not be less than ${fields[lower]?.column ?? lower}, its ${lower}`
    throw reader.reject(`${path}.${upper}`, fields[upper] ?? {}, rule, String(upperValue))
  }
}

function approximationOf({ low, best, high }: Bounds): EventDraft['quantities'][number]['approximation'] {
  if (low !== null && high !== null) return low === high && (best === null || best === low) ? 'EXACT' : 'RANGE'
  if (best !== null) return 'ABOUT'
  return low === null ? 'AT_MOST' : 'AT_LEAST'
}
