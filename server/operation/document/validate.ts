import {
  OverlappingFieldsCanBeMergedRule,
  specifiedRules,
  validate,
  type DocumentNode,
  type GraphQLError,
  type GraphQLSchema,
} from 'graphql'
import { clientError } from '../../../schema/builder/errors.ts'
import { mergeFields } from './fields-merge.ts'
import { UnconditionalSubscriptionRootRule } from './subscription-root.ts'

const MAX_ERRORS = 20
/** Pairs of fields with one name in the response that graphql-js may have to compare. */
const MAX_FIELD_PAIRS = 5_000

const RULES = [
  UnconditionalSubscriptionRootRule,
  ...specifiedRules.filter((rule) => rule !== OverlappingFieldsCanBeMergedRule),
]

/**
 * Validates a document. The rule of graphql-js that fields can be merged compares all pairs of fields; it runs only if
 * `mergeFields` cannot tell, and the pairs are few.
 */
export function validateWithinLimits(schema: GraphQLSchema, document: DocumentNode): readonly GraphQLError[] {
  const errors = validate(schema, document, RULES, { maxErrors: MAX_ERRORS })
  if (errors.length > MAX_ERRORS) {
    const message = `The document has more than ${MAX_ERRORS} errors; the others are not listed.`
    return withCode([...errors.slice(0, MAX_ERRORS), clientError('GRAPHQL_VALIDATION_FAILED', message)])
  }
  if (errors.length > 0) return withCode(errors)
  const { isSure, pairs } = mergeFields(schema, document)
  if (isSure) return []
  if (pairs <= MAX_FIELD_PAIRS) return withCode(validate(schema, document, [OverlappingFieldsCanBeMergedRule]))
  return [
    clientError(
      'QUERY_TOO_COSTLY',
      `The document has ${pairs} pairs of fields with the same name in the response but different arguments or types; at most ${MAX_FIELD_PAIRS} are compared. Give them different aliases.`,
    ),
  ]
}

/** The rules of graphql-js give no code. */
function withCode(errors: readonly GraphQLError[]): readonly GraphQLError[] {
  for (const { extensions } of errors) extensions['code'] ??= 'GRAPHQL_VALIDATION_FAILED'
  return errors
}
