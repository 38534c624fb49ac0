import type { FieldMap } from '@pothos/core'
import type { InferSelectModel } from 'drizzle-orm'
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core'
import type { Role } from '../../database/tables/enums.ts'
import { TYPED_KINDS, type TypedKindName } from '../../database/tables/event-kinds.ts'
import type { EventRow } from '../../database/tables/event.ts'
import { builder } from '../builder/builder.ts'
import type { Context } from '../builder/context.ts'
import { LOAD_ORDER, rowBy } from '../loaders/loader.ts'
import { after, type MaybePromise } from '../loaders/maybe-promise.ts'
import { load, type Load } from '../prefetch/relation.ts'
import { registerEntity } from '../relay/federation.ts'
import { Node } from '../relay/node.ts'
import { eventConnectionOf } from './connection.ts'
import { Event, eventLoader, typeNames } from './event.ts'
import { Participation, participationsOfEvent } from './participation.ts'

type Types = typeof builder.$inferSchemaTypes
type Fields = PothosSchemaTypes.ObjectFieldBuilder<Types, EventRow>
type DetailsTable<Kind extends TypedKindName> = (typeof TYPED_KINDS)[Kind]['details']

/** The options of a field from the event's row in the details table of its kind: one statement per request and table. */
type Detail<Kind extends TypedKindName> = <Value>(pick: (details: InferSelectModel<DetailsTable<Kind>>) => Value) => {
  reads: ['id']
  loads: Load<EventRow>[]
  resolve: (event: EventRow, args: object, context: Context) => MaybePromise<Value>
}

interface KindDefinition<Kind extends TypedKindName> {
  description: string
  /** The name of the root connection that lists only this kind. */
  plural: string
  fields: (t: Fields, detail: Detail<Kind>) => FieldMap
}

/**
 * Declares the object type of a typed kind: the interface `Event`, the kind's fields, a federation key and a connection.
 * The details table is the one in `database/tables/event-kinds.ts`.
 * @param name the name of the object type
 * @returns the entry for the catalogue in `kinds.ts`
 */
export function eventKind<Kind extends TypedKindName>(
  kind: Kind,
  name: string,
  { description, plural, fields }: KindDefinition<Kind>,
) {
  typeNames.set(kind, name)
  const type = builder.objectRef<EventRow>(name)
  type.implement({ description, interfaces: [Node, Event], fields: (t) => fields(t, detailOf(kind)) })
  registerEntity(type, 'event', eventLoader, (event) => event.kind === kind)
  return { kind, typeName: name, description, plural, ...eventConnectionOf(type, toWords(plural)) }
}

function detailOf<Kind extends TypedKindName>(kind: Kind): Detail<Kind> {
  const table: PgTable & { eventId: PgColumn } = TYPED_KINDS[kind].details
  const loader = rowBy(LOAD_ORDER.PART_OF_EVENT, table, table.eventId)
  return (pick) => ({
    reads: ['id'],
    loads: [load(loader, 'id')],
    resolve: (event, _args, context) =>
      after(loader(context).load(event.id), (details) => {
        if (!details) throw new Error(`The ${kind} event ${event.id} has no row in its details table.`)
        return pick(details as InferSelectModel<DetailsTable<Kind>>)
      }),
  })
}

/** A field with the participations of an event in some roles. */
export function inRoles(t: Fields, roles: readonly Role[], description: string) {
  return t.field({
    type: [Participation],
    description,
    reads: ['id'],
    loads: [load(participationsOfEvent, 'id')],
    resolve: ({ id }, _args, context) =>
      after(participationsOfEvent(context).load(id), (rows) => rows.filter(({ role }) => roles.includes(role))),
  })
}

/** `phone calls` for `phoneCalls`. */
function toWords(plural: string): string {
  return plural.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
}
