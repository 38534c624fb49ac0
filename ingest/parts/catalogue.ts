import { getTableColumns } from 'drizzle-orm'
import { getTableConfig, type PgTable } from 'drizzle-orm/pg-core'
import { eventCountries } from '../../database/tables/event-country.ts'
import { TYPED_KINDS } from '../../database/tables/event-kinds.ts'
import { eventTexts } from '../../database/tables/event-text.ts'
import { events } from '../../database/tables/event.ts'
import { attributionsPart } from './attributions.ts'
import { claimsPart } from './claims.ts'
import { codesPart } from './codes.ts'
import { codingsPart } from './codings.ts'
import { externalIdsPart } from './external-ids.ts'
import { locationsPart } from './locations.ts'
import { mentionsPart } from './mentions.ts'
import type { EventContent, EventPart, PartRows } from './part.ts'
import { participationsPart } from './participations.ts'
import { quantitiesPart } from './quantities.ts'
import { relationsPart } from './relations.ts'
import { storylinesPart } from './storylines.ts'

/** The parts of events, in the order of their fields in the history. */
export const EVENT_PARTS: readonly EventPart[] = [
  participationsPart,
  quantitiesPart,
  claimsPart,
  attributionsPart,
  relationsPart,
  codesPart,
  externalIdsPart,
  storylinesPart,
  codingsPart,
  locationsPart,
  mentionsPart,
]

/** All tables with data of an event, `events` first: archives save their rows, and each has an as-of view. */
export function archivedTables(): PgTable[] {
  const details = Object.values(TYPED_KINDS).map((kind) => kind.details)
  return [events, ...details, ...EVENT_PARTS.map(({ table }) => table), eventCountries, eventTexts]
}

/** The tables of parts that have a copy of the time of the event. */
export function timedPartTables(): PgTable[] {
  return EVENT_PARTS.map(({ table }) => table).filter((table) => 'occurredSort' in getTableColumns(table))
}

/** The parts, each after those that its foreign keys refer to: the order of inserts, and the reverse order of deletes. */
export function partsInInsertOrder(): EventPart[] {
  const ordered = new Set<EventPart>()
  const add = (part: EventPart): void => {
    const targets = getTableConfig(part.table).foreignKeys.map((key) => key.reference().foreignTable)
    for (const other of EVENT_PARTS) if (other !== part && targets.includes(other.table)) add(other)
    ordered.add(part)
  }
  for (const part of EVENT_PARTS) add(part)
  return [...ordered]
}

/** The parts that are not computed from others, in the order of inserts: those that merges move, and splits return. */
export function storedParts(): EventPart[] {
  return partsInInsertOrder().filter(({ isDerived = false }) => !isDerived)
}

/**
 * Makes the rows of the parts of an event, without the parts that its draft does not state.
 * @param parts the default is all
 */
export function partRowsOf(event: EventContent, parts: readonly EventPart[] = EVENT_PARTS): PartRows {
  return Object.fromEntries(
    parts.flatMap((part) => {
      const rows = part.rows(event)
      return rows === undefined ? [] : [[part.name, rows]]
    }),
  )
}
