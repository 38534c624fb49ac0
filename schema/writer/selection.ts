import type { FieldNode, GraphQLObjectType, SelectionSetNode } from 'graphql'
import { collectFields, definitionOf } from './collect-fields.ts'
import { ColumnField, columnOf } from './column.ts'
import type { FieldSelection } from './field-info.ts'
import { ResolvedField, type FieldWriter } from './field.ts'
import { Parts } from './parts.ts'
import type { Path, Run, Written } from './run.ts'

interface Entry {
  /** The key, and a comma if another field precedes. */
  prefix: string
  writer: FieldWriter
}

/** What is selected of the objects of one type, with what writes it. */
export class Selection {
  readonly #entries: readonly Entry[]

  constructor(type: GraphQLObjectType, selectionSets: readonly SelectionSetNode[], { info }: Run) {
    const fields = [...collectFields(type, selectionSets, info)]
    this.#entries = fields.map(([key, nodes], i) => ({
      prefix: `${i > 0 ? ',' : ''}${JSON.stringify(key)}:`,
      writer: writerOf(type, key, nodes),
    }))
  }

  /**
   * Writes an object.
   * @throws {GraphQLError} if one of its fields must not be null, and is wrong; a promise rejects
   */
  write(run: Run, object: unknown, path: Path | undefined): Written {
    const parts = new Parts(run, '{')
    try {
      for (const { prefix, writer } of this.#entries) parts.add(prefix, writer.write(run, object, path))
    } catch (error) {
      return parts.fail(error)
    }
    return parts.end('}')
  }
}

function writerOf(parentType: GraphQLObjectType, key: string, nodes: FieldSelection['nodes']): FieldWriter {
  const field = definitionOf(parentType, nodes[0].name.value)
  if (field === undefined) return { write: () => JSON.stringify(parentType.name) }
  const selection: FieldSelection = { parentType, key, nodes, field }
  const resolved = new ResolvedField(selection, objectWriter(nodes))
  const column = columnOf(selection)
  return column ? new ColumnField(column, resolved) : resolved
}

/** Returns what writes the objects of a field; which fields are selected of a type is found when the first is met. */
function objectWriter(nodes: readonly FieldNode[]) {
  const selections = new Map<GraphQLObjectType, Selection>()
  return (run: Run, type: GraphQLObjectType, object: unknown, path: Path): Written => {
    let selection = selections.get(type)
    if (selection === undefined) {
      selection = new Selection(
        type,
        nodes.flatMap(({ selectionSet }) => selectionSet ?? []),
        run,
      )
      selections.set(type, selection)
    }
    return selection.write(run, object, path)
  }
}
