import { hash } from 'node:crypto'
import { REALIS } from '../../database/tables/enums.ts'
import { EVENT_KINDS } from '../../database/tables/event-kinds.ts'
import type { EventDraft, EventRowDraft } from '../feed/draft.ts'
import type { Row } from '../values/cells.ts'
import { readDetails } from './details.ts'
import { FieldReader } from './field-values.ts'
import { readLocation } from './location.ts'
import type { Mapping } from './mapping/mapping.ts'
import { readParticipants } from './participants.ts'
import { readQuantities } from './quantities.ts'
import { eventIdOf, readRelations } from './relations.ts'
import { readSources } from './sources.ts'
import { readTime } from './time.ts'

const MAX_ID = 100
const MAX_TITLE = 300
const MAX_SUMMARY = 2_000
const MAX_CODE = 50
const MAX_SCOPE = 300
const ID_SEPARATOR = '|'

/** Numbers of rows are below, and those made of other ids from here. */
const FIRST_HASHED = 2 ** 52

/**
 * Makes the draft of a row.
 * @param row without empty cells, trimmed
 * @throws {RejectedRowError} if a cell is not possible
 */
export function parseEventRow(row: Row, mapping: Mapping): EventRowDraft {
  const { dataset } = mapping
  const reader = new FieldReader(row, mapping.file.decimal)
  const id = readId(reader, mapping.id)
  const kind = reader.requiredWord('kind', mapping.kind, EVENT_KINDS)
  const title = reader.text('title', mapping.title, MAX_TITLE)
  if (title === undefined) throw reader.reject('title', mapping.title, 'must have a title', undefined)
  const event: EventDraft = {
    id: eventIdOf(dataset.name, id),
    kind,
    title,
    summary: reader.prose('summary', mapping.summary, MAX_SUMMARY) ?? null,
    realis: reader.requiredWord('realis', mapping.realis, REALIS),
    ...readTime(reader, mapping.time),
    ...readLocation(reader, dataset.name, mapping.location),
    details: readDetails(reader, kind, mapping.details),
    participations: readParticipants(reader, dataset.name, kind, mapping.participants),
    quantities: readQuantities(reader, mapping.quantities),
    ...(mapping.relations.length > 0 && { relations: readRelations(reader, dataset.name, id, mapping.relations) }),
    codes: readCodes(reader, mapping),
    externalIds: [{ scheme: 'DATASET', value: `${dataset.name}:${id}` }],
    ...readSources(reader, dataset.name, mapping.sources),
    storylines: [],
  }
  if (dataset.method === 'CURATED' && event.mentions.length === 0) reader.warnings.push('the row names no source')
  const scope = reader.text('releaseScope', mapping.releaseScope, MAX_SCOPE) ?? ''
  const day = event.earliest?.slice(0, 10)
  return { rowNumber: rowNumberOf(id), event, scope, ...(day !== undefined && { day }), warnings: reader.warnings }
}

function readId(reader: FieldReader, columns: readonly string[]): string {
  return columns
    .map((column) => {
      const part = reader.text('id', { column }, MAX_ID)
      if (part === undefined) throw reader.reject('id', { column }, 'must be an id', undefined)
      if (columns.length > 1 && part.includes(ID_SEPARATOR))
        throw reader.reject(
          'id',
          { column },
          `must not have ${ID_SEPARATOR}, which is between the columns of an id`,
          part,
        )
      return part
    })
    .join(ID_SEPARATOR)
}

/** The number of a row: its id, if that is one; otherwise a number from 2^52 that differs for other ids almost surely. */
function rowNumberOf(id: string): number {
  if (/^(?:0|[1-9]\d{0,14})$/.test(id)) return Number(id)
  const bytes = Buffer.from(hash('sha256', id, 'hex').slice(0, 16), 'hex')
  return FIRST_HASHED + Number(bytes.readBigUInt64BE(0) % BigInt(FIRST_HASHED))
}

function readCodes(reader: FieldReader, { dataset, codes }: Mapping): EventDraft['codes'] {
  return codes.flatMap(({ code: field }, n) => {
    const code = reader.text(`codes[${n}].code`, field, MAX_CODE)
    return code === undefined ? [] : [{ scheme: 'DATASET' as const, code: `${dataset.name}:${code}` }]
  })
}
