import { Column, is, noopDecoder, SQL } from 'drizzle-orm'

/** What a statement selects, by the property of its rows. */
export type Selection = Record<string, unknown>

interface Decoder {
  mapFromDriverValue(value: unknown): unknown
}

/** Compiles a function that makes the object of a row from its values, in the order of the selection. */
export function compileRowMapper<Row>(selection: Selection): (values: readonly unknown[]) => Row {
  const decoders: Decoder[] = []
  const properties = Object.entries(selection).map(([name, field], i) => {
    const decoder = decoderOf(field)
    if (decoder === undefined) return `${JSON.stringify(name)}: values[${i}]`
    decoders.push(decoder)
    const decode = `decoders[${decoders.length - 1}].mapFromDriverValue(values[${i}])`
    return `${JSON.stringify(name)}: values[${i}] === null ? null : ${decode}`
  })
  // An object literal is several times faster than a loop over the columns. Its text has only names of our own tables.
  // oxlint-disable-next-line typescript/no-implied-eval
  const make = new Function('decoders', `return (values) => ({ ${properties.join(', ')} })`) as (
    decoders: readonly Decoder[],
  ) => (values: readonly unknown[]) => Row
  return make(decoders)
}

/** @returns undefined if the driver's value is the value of the property */
function decoderOf(field: unknown): Decoder | undefined {
  if (is(field, Column)) {
    const isPlain = field.mapFromDriverValue === Column.prototype.mapFromDriverValue
    return isPlain ? undefined : field
  }
  const { decoder } = (is(field, SQL) ? field : (field as SQL.Aliased).sql) as unknown as { decoder: Decoder }
  return decoder === noopDecoder ? undefined : decoder
}
