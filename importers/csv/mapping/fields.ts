import { z } from 'zod'
import { composedText, text } from '../../../ingest/format/values.ts'

const MAX_VALUES = 5_000

export const columnName = composedText(200).describe('The name of a column, as the header of the file has it.')

const column = columnName.optional()

/** A text between the values of one cell, which is not blank: a cell is trimmed. */
const separator = z
  .string()
  .min(1)
  .max(10)
  .optional()
  .describe('The text between several values of one cell, such as ";". Without it, a cell is one value.')

const template = text(500)
  .optional()
  .describe(
    'A text with names of columns in braces, such as "Protest in {city}": each is replaced by the cell. If one of the cells is empty, so is the field.',
  )

function assertOne(source: Record<string, unknown>, context: z.RefinementCtx, names: readonly string[]): void {
  const given = names.filter((name) => source[name] !== undefined)
  if (given.length === 1) return
  const allowed = names.map((name) => `\`${name}\``).join(', ')
  const received = given.length === 0 ? 'none' : given.map((name) => `\`${name}\``).join(' and ')
  context.addIssue({ code: 'custom', message: `must have exactly one of ${allowed}; got ${received}.` })
}

/** A field whose value is a text. */
export const textField = z
  .strictObject({
    column,
    values: z
      .record(composedText(500), composedText(500))
      .refine((values) => Object.keys(values).length <= MAX_VALUES, `must have at most ${MAX_VALUES} entries.`)
      .optional()
      .describe('What cells are replaced by: each cell, then the text in its place. Other cells stay as they are.'),
    constant: composedText(500).optional().describe('The same text for each row.'),
    template,
  })
  .superRefine((source, context) => assertOne(source, context, ['column', 'constant', 'template']))
  .meta({ id: 'TextField', description: 'A text: from a column, the same for each row, or from a template.' })

/** A field whose cells can have several texts. */
export const listField = z
  .strictObject({ ...textField.shape, separator })
  .superRefine((source, context) => assertOne(source, context, ['column', 'constant', 'template']))
  .meta({ id: 'ListField', description: 'One or several texts: from a column, the same for each row, or a template.' })

/** A field whose value is a number in a column. */
export const numberField = z
  .strictObject({ column: columnName })
  .meta({ id: 'NumberField', description: 'A number in a column.' })

/**
 * A field whose value is a word of the model.
 * @param name the name of the enumeration in the JSON Schema
 */
export function wordField<const Word extends string>(name: string, words: readonly Word[]) {
  const word = z.enum(words).meta({ title: name })
  return z
    .strictObject({
      column,
      values: z
        .record(composedText(500), word)
        .refine((values) => Object.keys(values).length <= MAX_VALUES, `must have at most ${MAX_VALUES} entries.`)
        .optional()
        .describe('What cells stand for: each cell, then the word. Without it, cells have the words themselves.'),
      otherwise: word.optional().describe('The word for empty cells and cells that are not in `values`.'),
      constant: word.optional().describe('The same word for each row.'),
    })
    .superRefine((source, context) => assertOne(source, context, ['column', 'constant']))
    .meta({ id: `${name}Field`, description: `A ${name}: from a column, or the same for each row.` })
}

export type TextField = z.output<typeof textField>
export type ListField = z.output<typeof listField>
export type NumberField = z.output<typeof numberField>

export interface WordField<Word extends string> {
  column?: string | undefined
  values?: Readonly<Record<string, Word>> | undefined
  otherwise?: Word | undefined
  constant?: Word | undefined
}
