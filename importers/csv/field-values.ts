import { compose } from '../../database/values/normalize-name.ts'
import { RejectedRowError } from '../feed/importer.ts'
import { numberIn, type Range, type Row } from '../values/cells.ts'
import type { ListField, NumberField, TextField, WordField } from './mapping/fields.ts'

/** The number of values of one cell. */
const MAX_TEXTS = 100

const PLACEHOLDER = /\{([^{}]+)\}/g

/** The columns that a template names. */
export function columnsOfTemplate(template: string): string[] {
  return [...template.matchAll(PLACEHOLDER)].map(([, column = '']) => column.trim())
}

/** A row of a spreadsheet, read field by field. A rejection names the column and the field. */
export class FieldReader {
  readonly warnings: string[] = []
  readonly #row: Row
  readonly #decimal: '.' | ','

  /** @param row without empty cells, trimmed */
  constructor(row: Row, decimal: '.' | ',') {
    this.#row = row
    this.#decimal = decimal
  }

  /** The cell of a column, composed; undefined if it is empty. */
  cell(column: string | undefined): string | undefined {
    const cell = column === undefined ? undefined : this.#row[column]
    return cell === undefined ? undefined : compose(cell)
  }

  /** Rejects the row for a field. */
  reject(
    path: string,
    source: { column?: string | undefined },
    rule: string,
    value: string | undefined,
  ): RejectedRowError {
    const error = new RejectedRowError(source.column ?? path, rule, value)
    error.field = path
    return error
  }

  /**
   * The text of a field on one line; undefined if it has none.
   * @param maxLength in UTF-16 code units
   * @throws {RejectedRowError} if the text is longer
   */
  text(path: string, field: TextField | undefined, maxLength: number): string | undefined {
    return this.prose(path, field, maxLength)?.replaceAll(/\s+/g, ' ')
  }

  /** The text of a field with its line ends; likewise. */
  prose(path: string, field: TextField | undefined, maxLength: number): string | undefined {
    const text = field && this.#textOf(field)
    if (text !== undefined && text.length > maxLength)
      throw this.reject(path, field ?? {}, `must have at most ${maxLength} characters`, text)
    return text
  }

  /** The text of a field exactly as the cell has it, neither composed nor on one line; likewise. */
  verbatim(path: string, field: TextField | undefined, maxLength: number): string | undefined {
    const cell = field?.column === undefined || field.values !== undefined ? undefined : this.#row[field.column]
    if (cell === undefined) return this.prose(path, field, maxLength)
    if (cell.length > maxLength) throw this.reject(path, field ?? {}, `must have at most ${maxLength} characters`, cell)
    return cell
  }

  /** The texts of a field, without repetitions. */
  texts(path: string, field: ListField | undefined, maxLength: number): string[] {
    const { separator, values, ...source } = field ?? {}
    const whole = this.#textOf(source)
    const parts = whole === undefined ? [] : separator === undefined ? [whole] : whole.split(separator)
    const texts = parts.map((part) => part.trim()).filter((part) => part !== '')
    if (texts.length > MAX_TEXTS) throw this.reject(path, source, `must have at most ${MAX_TEXTS} values`, whole)
    return [...new Set(texts.map((part) => valueIn(values, part).replaceAll(/\s+/g, ' ')))].map((text) => {
      if (text.length > maxLength) throw this.reject(path, source, `must have at most ${maxLength} characters`, text)
      return text
    })
  }

  #textOf({ column, values, constant, template }: TextField): string | undefined {
    if (constant !== undefined) return constant
    if (template !== undefined) {
      const hasGap = columnsOfTemplate(template).some((name) => this.#row[name] === undefined)
      return hasGap ? undefined : template.replaceAll(PLACEHOLDER, (_all, name: string) => this.cell(name.trim()) ?? '')
    }
    const cell = this.cell(column)
    return cell === undefined ? undefined : valueIn(values, cell)
  }

  /**
   * The word of a field; undefined if its cell is empty.
   * @throws {RejectedRowError} if the cell stands for no word
   */
  word<Word extends string>(path: string, field: WordField<Word>, words: readonly Word[]): Word | undefined {
    if (field.constant !== undefined) return field.constant
    const cell = this.cell(field.column)
    if (cell === undefined) return field.otherwise
    const word = field.values === undefined ? words.find((each) => each === cell) : ownValue(field.values, cell)
    if (word !== undefined || field.otherwise !== undefined) return word ?? field.otherwise
    const allowed = field.values === undefined ? words : Object.keys(field.values)
    throw this.reject(path, field, `must be one of ${shorten(allowed)}`, cell)
  }

  /** @throws {RejectedRowError} if the cell is empty, or stands for no word */
  requiredWord<Word extends string>(path: string, field: WordField<Word>, words: readonly Word[]): Word {
    const word = this.word(path, field, words)
    if (word !== undefined) return word
    throw this.reject(
      path,
      field,
      `must be one of ${shorten(Object.keys(field.values ?? {}).concat(words))}`,
      undefined,
    )
  }

  /**
   * The number of a field; undefined if its cell is empty.
   * @throws {RejectedRowError} if the cell is not a number in the range
   */
  number(path: string, field: NumberField | undefined, range: Range): number | undefined {
    const { column } = field ?? {}
    const cell = this.cell(column)
    if (column === undefined || cell === undefined) return undefined
    if (this.#decimal === ',' && cell.includes('.'))
      throw this.reject(path, { column }, 'must be a number with a decimal comma and no point', cell)
    try {
      return numberIn({ [column]: this.#decimal === ',' ? cell.replace(',', '.') : cell }, column, range)
    } catch (error) {
      if (error instanceof RejectedRowError) error.field = path
      throw error
    }
  }
}

const MAX_ALLOWED_SHOWN = 12

function shorten(words: readonly string[]): string {
  const omitted = words.length > MAX_ALLOWED_SHOWN ? `, and ${words.length - MAX_ALLOWED_SHOWN} others` : ''
  return `${words.slice(0, MAX_ALLOWED_SHOWN).join(', ')}${omitted}`
}

function valueIn(values: Readonly<Record<string, string>> | undefined, cell: string): string {
  return (values && ownValue(values, cell)) ?? cell
}

/** A cell can be the name of a property that every object has, such as `constructor`. */
function ownValue<Value>(values: Readonly<Record<string, Value>>, cell: string): Value | undefined {
  return Object.hasOwn(values, cell) ? values[cell] : undefined
}
