import { z } from 'zod'
import { TYPED_KINDS, type EventKindName, type TypedKindName } from '../../../database/tables/event-kinds.ts'
import { DETAIL_DESCRIPTIONS } from '../../../ingest/format/kind-detail-descriptions.ts'
import { detailFieldsOf } from '../../../ingest/format/kind-details.ts'
import { listField } from './fields.ts'

/** @returns the names of the fields that only events of a kind have; none for a kind without such fields */
export function detailFieldsOfKind(kind: EventKindName): string[] {
  return kind in TYPED_KINDS ? detailFieldsOf(kind as TypedKindName) : []
}

const names = Object.keys(TYPED_KINDS).flatMap((kind) => detailFieldsOf(kind as TypedKindName))

/** The columns of the fields that only some kinds have. */
export const details = z
  .strictObject(
    Object.fromEntries(
      [...new Set(names)]
        .toSorted()
        .map((name) => [name, listField.optional().describe(DETAIL_DESCRIPTIONS[name] ?? '')]),
    ),
  )
  .meta({
    id: 'SpreadsheetDetails',
    description:
      'The columns of fields that only some kinds of events have. Cells have numbers, true or false, words of the model, or date-times with an offset; `values` translates others.',
  })
