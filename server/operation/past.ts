import { getArgumentValues, OperationTypeNode } from 'graphql'
import { isGiven } from '../../database/sql/conditions.ts'
import { momentsOf } from '../../schema/cost/moments.ts'
import { selectedFields, type SelectedField } from '../../schema/cost/selected-fields.ts'
import type { Weighed } from './cost-limit.ts'

/**
 * Whether all fields of an operation name a past moment: by `asOf`, by ids with a moment, or as `eventDiff` with both
 * moments.
 */
export function isOfThePast({ schema, document, operation, variables }: Weighed): boolean {
  if (operation.operation !== OperationTypeNode.QUERY) return false
  const fields = selectedFields({ schema, document, operation, variables }).all
  return fields.some(({ field }) => field !== undefined) && fields.every((field) => hasPastMoment(field, variables))
}

function hasPastMoment({ field, nodes: [node] }: SelectedField, variables: Record<string, unknown>): boolean {
  // `__typename`.
  if (field === undefined || node === undefined) return true
  const args = getArgumentValues(field, node, variables)
  // A cursor of a diff contains the moment that `to` was left out for.
  if (isGiven(args['from'])) return isGiven(args['to']) || isGiven(args['after'])
  const moments = momentsOf(args)
  return isGiven(args['asOf']) || (moments.length > 0 && moments.every((moment) => moment !== undefined))
}
