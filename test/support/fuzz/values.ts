import {
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredInputField,
  type GraphQLInputType,
} from 'graphql'
import type { Chance } from '../random.ts'

/** A value of an argument: as JSON for a variable, and as text of a document. */
export type FuzzValue = null | boolean | number | string | readonly FuzzValue[] | { [name: string]: FuzzValue }

/** A name of an enum value, which has no quotes in a document. */
export class EnumName {
  readonly name: string

  constructor(name: string) {
    this.name = name
  }
}

/** Texts that programs misread: separators, quotes, controls, wildcards, other scripts, numbers that are none. */
const HOSTILE_TEXTS = [
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  "'; drop table events; --",
  '" or 1=1',
  '%',
  '_%\\',
  '\\',
  '${7*7}',
  '{{7*7}}',
  '<script>alert(1)</script>',
  '../../etc/passwd',
  '\ud83d',
  '\u202e\u0301e',
  'ﷺ'.repeat(40),
  'NaN',
  '1e999',
  '-0',
  '__proto__',
  'constructor',
  'a or b or -c "d',
  '"unbalanced phrase',
  '& | ! <-> :*',
  'null',
]

const NUMBERS = [0, 1, -1, 2, 10, 100, 101, 1000, 1001, 2 ** 31 - 1, 2 ** 31, -(2 ** 31), 2 ** 53, 0.5, -0.1, 1e21]

/** Legal and nearly legal texts by scalar. */
const TEXTS: Record<string, readonly string[]> = {
  EDTF: ['2016-04-05', '2016-04', '2016', '201X', '2016-04-02/..', '{2016,2017}', '[..2016]', '2016-02-30', '2016-21'],
  Date: ['2016-04-05', '2016-02-30', '0000-00-00', '+010000-01-01'],
  DateTime: ['2016-04-05T08:00:00.000Z', '2020-01-01T00:00:00Z', '2999-01-01T00:00:00Z', '2016-04-05'],
  Moment: ['2016-04-05', '2016-04-05T12:00:00+04:00', '2016-04-05T12:00', '9999-12-31T23:59:59Z'],
  URL: ['https://example.org/', 'javascript:alert(1)', 'http://[::1', 'ftp://x'],
  Sha256: ['0'.repeat(64), 'ABC', 'z'.repeat(64)],
}

const WORDS = [
  'Putin',
  'Armenia',
  'ceasefire',
  'Karabakh',
  'phone',
  'Sargsyan',
  'president or minister',
  '"Nagorno-Karabakh"',
]

/** Makes values of input types: mostly legal ones, some hostile ones, and values that earlier answers contained. */
export class ValueMaker {
  readonly #chance: Chance
  readonly #known: readonly string[]

  /** @param known ids and cursors from earlier answers; may grow */
  constructor(chance: Chance, known: readonly string[]) {
    this.#chance = chance
    this.#known = known
  }

  value(type: GraphQLInputType, depth = 0): FuzzValue | EnumName {
    const chance = this.#chance
    if (!isNonNullType(type) && chance.is(0.08)) return null
    if (chance.is(0.02)) return this.#ofAnyType()
    const nullable = getNullableType(type)
    if (isListType(nullable)) return this.#list(nullable.ofType, depth)
    if (isEnumType(nullable)) {
      return chance.is(0.02) ? 'NONSENSE' : new EnumName(chance.of(nullable.getValues()).name)
    }
    if (isInputObjectType(nullable)) {
      const fields = Object.values(nullable.getFields()).filter(
        (field) =>
          isRequiredInputField(field) || chance.is(depth > 2 ? 0.03 : 2.5 / Object.keys(nullable.getFields()).length),
      )
      const chosen = nullable.isOneOf ? [chance.of(Object.values(nullable.getFields()))] : fields
      return Object.fromEntries(chosen.map((field) => [field.name, this.value(field.type, depth + 1)])) as FuzzValue
    }
    return this.#scalar(nullable.name)
  }

  #scalar(name: string): FuzzValue {
    const chance = this.#chance
    if (name === 'Boolean') return chance.is(0.5)
    if (name === 'Int' || name === 'Float') return chance.is(0.6) ? chance.below(30) : chance.of(NUMBERS)
    if (chance.is(0.15)) return this.#hostileText()
    if (name === 'ID') return this.#knownOr('evt_01h455vb4pex5vsknk084sn02q')
    const texts = TEXTS[name]
    if (texts) return chance.of(texts)
    return chance.is(0.3) ? this.#knownOr('x') : chance.of(WORDS)
  }

  #list(itemType: GraphQLInputType, depth: number): FuzzValue {
    const length = this.#chance.is(0.03) ? this.#chance.of([0, 50, 101, 300]) : 1 + this.#chance.below(3)
    return Array.from({ length }, () => this.value(itemType, depth + 1)) as FuzzValue
  }

  #hostileText(): string {
    const text = this.#chance.of(HOSTILE_TEXTS)
    return this.#chance.is(0.05) ? text.repeat(1 + this.#chance.below(400)) : text
  }

  #knownOr(other: string): string {
    const id = this.#known.length > 0 ? this.#chance.of(this.#known) : other
    if (!this.#chance.is(0.1)) return id
    const position = this.#chance.below(id.length + 1)
    return `${id.slice(0, position)}${this.#chance.of(['', 'x', '=', '\u0000', id])}${id.slice(position + 1)}`
  }

  #ofAnyType(): FuzzValue {
    return this.#chance.of<FuzzValue>([
      {},
      [],
      { a: [{}] },
      true,
      Infinity,
      -1,
      'x',
      [[null]],
      { __typename: 'Person' },
    ])
  }
}

/** Writes a value as a literal of a document. */
export function literalOf(value: FuzzValue | EnumName): string {
  if (value instanceof EnumName) return value.name
  if (Array.isArray(value)) return `[${value.map(literalOf).join(', ')}]`
  if (typeof value === 'object' && value !== null) {
    return `{${Object.entries(value)
      .map(([name, field]) => `${name}: ${literalOf(field as FuzzValue)}`)
      .join(', ')}}`
  }
  if (typeof value === 'number' && !Number.isFinite(value)) return '1e400'
  return JSON.stringify(value)
}

/** Converts a value to JSON for a variable. */
export function jsonOf(value: FuzzValue | EnumName): unknown {
  if (value instanceof EnumName) return value.name
  if (Array.isArray(value)) return value.map(jsonOf)
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, jsonOf(field as FuzzValue)]))
  }
  return value
}
