import { parse, type OperationDefinitionNode } from 'graphql'
import { coerceVariables } from '../../../schema/cost/coerce-variables.ts'
import { operationCost } from '../../../schema/cost/operation-cost.ts'
import { schema } from '../../../schema/schema.ts'

/** The cost of the first operation of a document, if all events or a number of them have changed since its moment. */
export function costOf(query: string, variables: Record<string, unknown> = {}, events = 1_000_000, changed = events) {
  const document = parse(query)
  const operation = document.definitions[0] as OperationDefinitionNode
  return operationCost(schema, document, operation, coerceVariables(schema, operation, variables), {
    count: events,
    changedSince: () => changed,
  })
}

/** A query of a list of events. */
export function listOf(where: string, args = '', selection = 'nodes { id }') {
  return `{ events(where: { ${where} }, first: 10 ${args}) { ${selection} } }`
}

/** The id of an actor. */
export const ACTOR = 'act_01h455vb4pex5vsknk084sn02q'

/** All fields of an event that a page shows. */
export const EVERYTHING = `id kind title summary realis polarity certainty createdAt updatedAt version mentionCount publisherCount
  occurred { edtf earliest latest precision basis text } location { precision place { id name kind } }
  participations { role label basis actor { id name kind } office { id title } }
  claims { id aspect certainty polarity hedge quote { exact sentence } attribution { agent { id name } verb mode } }
  quantities { measure low best high } codes { scheme code } storylines { id title } externalIds { scheme value }
  dataset { name } mentions(first: 10) { nodes { tone article { id headline publisher { name } } } }`
