// @ts-check
import { messages, protocol, types } from '@electric-sql/pglite'

/** @import { PGlite, Results } from '@electric-sql/pglite' */
/** @import { Statement } from './messages.ts' */

/** @typedef {{ name: string, paramTypes: number[], fields: { name: string, dataTypeID: number }[] }} Prepared */

const { serialize } = protocol
const MAX_PREPARED = 500
/** SQLSTATE: a migration has changed the columns of a prepared statement, or it is not known, or known already. */
const UNUSABLE_STATES = ['0A000', '26000', '42P05']

/**
 * Statements that PostgreSQL parses and plans once. PGlite itself has each parsed and planned again, in five exchanges
 * with the engine: a look-up by key takes several times longer.
 */
export class RepeatedStatements {
  #client
  /** By text. @type {Map<string, Prepared>} */
  #prepared = new Map()

  /** @param {PGlite} client */
  constructor(client) {
    this.#client = client
  }

  /**
   * Runs a read; its rows are arrays.
   * @param {Statement} statement
   * @param {() => Promise<Results[]>} runOnce runs it without a plan that was kept
   * @returns {Promise<Results[]>}
   */
  async run({ text, params = [], textTypes = [] }, runOnce) {
    try {
      const { name, paramTypes, fields } = this.#prepared.get(text) ?? (await this.#prepare(text))
      const values = params.map((param, i) => this.#textOf(param, paramTypes[i]))
      const answers = await this.#exchange([
        serialize.bind({ statement: name, values }),
        serialize.execute({}),
        serialize.sync(),
      ])
      const parsers = { ...this.#client.parsers, ...textParsers(textTypes) }
      const parse = (/** @type {string | null} */ value, /** @type {number} */ i) =>
        types.parseType(value, fields[i]?.dataTypeID ?? 0, parsers)
      const rows = answers.flatMap((answer) =>
        answer instanceof messages.DataRowMessage ? [answer.fields.map(parse)] : [],
      )
      return [{ rows, fields }]
    } catch (error) {
      const { code = '' } = /** @type {{ code?: string }} */ (error)
      if (!UNUSABLE_STATES.includes(code)) throw error
      await this.#forget()
      return await runOnce()
    }
  }

  /**
   * @param {string} text
   * @returns {Promise<Prepared>}
   */
  async #prepare(text) {
    if (this.#prepared.size >= MAX_PREPARED) await this.#forget()
    const name = `repeated_${this.#prepared.size}`
    const answers = await this.#exchange([
      serialize.parse({ name, text }),
      serialize.describe({ type: 'S', name }),
      serialize.sync(),
    ])
    /** @type {Prepared} */
    const prepared = { name, paramTypes: [], fields: [] }
    for (const answer of answers) {
      if (answer instanceof messages.ParameterDescriptionMessage) prepared.paramTypes = answer.dataTypeIDs
      if (answer instanceof messages.RowDescriptionMessage) prepared.fields = answer.fields
    }
    this.#prepared.set(text, prepared)
    return prepared
  }

  async #forget() {
    this.#prepared.clear()
    await this.#client.exec('deallocate all')
  }

  /** @param {Uint8Array[]} parts */
  async #exchange(parts) {
    const { messages: answers } = await this.#client.execProtocol(Buffer.concat(parts), { syncToFs: false })
    return answers
  }

  /**
   * The text of a parameter for its type, as PGlite itself makes it.
   * @param {unknown} param
   * @param {number} [type]
   */
  #textOf(param, type = 0) {
    if (param === null || param === undefined) return null
    const toText = this.#client.serializers[type]
    if (toText) return toText(param)
    return typeof param === 'string' ? param : JSON.stringify(param)
  }
}

/**
 * Parsers that leave the text of values as it is.
 * @param {readonly number[]} textTypes the types (OID) of the values
 * @returns {Record<number, (text: string) => string>}
 */
export function textParsers(textTypes) {
  return Object.fromEntries(textTypes.map((type) => [type, keepText]))
}

/** @param {string} text */
function keepText(text) {
  return text
}
