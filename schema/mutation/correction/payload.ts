import type { InterfaceRef, ObjectRef } from '@pothos/core'
import { correctEntity, type CorrectionRules } from '../../../ingest/correction/correct-entity.ts'
import { dropNulls } from '../../../ingest/format/drop-nulls.ts'
import type { RevisedConcept } from '../../../ingest/history/entity-snapshots.ts'
import { assertMay } from '../../builder/authorize.ts'
import { builder } from '../../builder/builder.ts'
import { callerOf } from '../../builder/require-scope.ts'
import type { Loader } from '../../loaders/loader.ts'
import { uuidOf } from '../../relay/node.ts'
import { expectedVersionField, reasonField } from '../change-input.ts'
import { capitalize, type InputFieldBuilder, type InputFields } from '../json-schema-input.ts'
import { errorsField, runWrite, type UserError } from '../payload.ts'
import { parseReason } from '../reason.ts'

type Types = typeof builder.$inferSchemaTypes

interface CorrectionResult {
  id?: string
  errors: UserError[]
}

/** What differs between the mutations that correct an object. */
interface CorrectionMutation<Correction> {
  concept: RevisedConcept
  type: ObjectRef<Types, object> | InterfaceRef<Types, object>
  loader: Loader<string, object | null>
  rules: CorrectionRules<Correction>
  /** What can be corrected, for the description. */
  description: string
  fields: (t: InputFieldBuilder) => InputFields
}

/** Declares the mutation that corrects an actor, place, office, article, storyline or publisher. */
export function declareCorrection<Correction>(mutation: CorrectionMutation<Correction>): void {
  const { concept, type, loader, rules, description, fields } = mutation
  const name = `correct${capitalize(concept)}`
  const input = builder.inputType(`${capitalize(name)}Input`, {
    description: `The ${concept} to correct, the new values, and the reason. Omitted fields keep their values.`,
    fields: (t) => ({
      ...fields(t),
      ...Object.fromEntries([[concept, t.id({ required: true, description: `The id of the ${concept}.` })]]),
      expectedVersion: expectedVersionField(t, concept),
      reason: reasonField(t, `the history of the ${concept}`),
    }),
  })
  const payload = builder.objectRef<CorrectionResult>(`${capitalize(name)}Payload`).implement({
    description: `The result of ${name}.`,
    fields: (t) => ({
      [concept]: t.field({
        type: type as ObjectRef<Types, object>,
        nullable: true,
        description: `The ${concept} after the correction; null if the mutation was rejected.`,
        resolve: ({ id }, _args, context) => (id === undefined ? null : loader(context).load(id)),
      }),
      errors: errorsField(t),
    }),
  })
  builder.mutationField(name, (t) =>
    t.field({
      type: payload,
      scope: 'correct',
      description: `Corrects ${description} The earlier values stay in \`revisions\`. Requires the scope \`correct\` for the datasets "*".`,
      args: {
        input: t.arg({
          type: input,
          required: true,
          description: `The ${concept}, the new values, and the reason.`,
        }),
      },
      resolve: async (_root, args, context): Promise<CorrectionResult> => {
        const caller = callerOf(context)
        assertMay(caller, 'correct', 'shared')
        const given = args.input as Record<string, unknown> & { expectedVersion: number; reason: string }
        const { [concept]: publicId, expectedVersion, reason, ...values } = given
        const auditInfo = { reason: parseReason(reason), by: caller.id }
        const id = uuidOf(concept, String(publicId))
        const errors = await runWrite(context, () =>
          correctEntity(context.db, rules, { id, expectedVersion }, correctionOf(rules, values), auditInfo),
        )
        return { errors, ...(errors.length === 0 && { id }) }
      },
    }),
  )
}

/** A null removes a value if it can be removed. Otherwise, and below it, null means the same as an omitted field. */
function correctionOf<Correction>(
  { schema }: CorrectionRules<Correction>,
  values: Record<string, unknown>,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(values)
      .filter(([name, value]) => value !== null || schema.shape[name]?.safeParse(null).success)
      .map(([name, value]) => [name, value === null ? null : dropNulls(value)]),
  )
}
