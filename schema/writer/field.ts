import { defaultFieldResolver, getArgumentValues } from 'graphql'
import { unguardedResolver } from '../builder/guard-list-items.ts'
import { FieldInfo, type FieldSelection } from './field-info.ts'
import { writeError, type Owner, type Path, type Run, type Written } from './run.ts'
import { valueWriter, writeResolved, type WriteValue } from './value.ts'

/** Writes the value of a selected field of an object. */
export interface FieldWriter {
  /**
   * @param above the path of the object; undefined at the root
   * @throws {GraphQLError} if the value is wrong, and must not be null; a promise rejects
   */
  write(run: Run, object: unknown, above: Path | undefined): Written
}

const NO_ARGUMENTS = Object.freeze({})

/** Calls the resolver of a field, and writes what it returns. */
export class ResolvedField implements FieldWriter {
  readonly #selection: FieldSelection
  readonly #owner: Owner
  readonly #resolve: NonNullable<FieldSelection['field']['resolve']>
  readonly #writeValue: WriteValue

  constructor(selection: FieldSelection, writeObject: Owner['writeObject']) {
    const { field, nodes } = selection
    this.#selection = selection
    this.#owner = { nodes, writeObject }
    this.#resolve = unguardedResolver(field) ?? defaultFieldResolver
    this.#writeValue = valueWriter(field.type)
  }

  write(run: Run, object: unknown, above: Path | undefined): Written {
    const { parentType, key, field } = this.#selection
    const owner = this.#owner
    const path: Path = { prev: above, key, typename: parentType.name }
    try {
      const info = new FieldInfo(this.#selection, run, path)
      const value: unknown = this.#resolve(object, this.#argumentsIn(run), run.context, info)
      const written = writeResolved(this.#writeValue, run, value, { owner, path, info })
      if (typeof written === 'string') return written
      return written.then(undefined, (error: unknown) => writeError(run, error, field.type, owner, path))
    } catch (error) {
      return writeError(run, error, field.type, owner, path)
    }
  }

  #argumentsIn({ argumentsOf, info }: Run): Record<string, unknown> {
    const { field, nodes } = this.#selection
    if (field.args.length === 0) return NO_ARGUMENTS
    const existing = argumentsOf.get(this.#owner)
    if (existing) return existing
    const values = getArgumentValues(field, nodes[0], info.variableValues)
    argumentsOf.set(this.#owner, values)
    return values
  }
}
