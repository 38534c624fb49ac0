import { isDeepStrictEqual } from 'node:util'
import { TYPED_KINDS, type EventKindName } from '../../../database/tables/event-kinds.ts'
import type { ReadingRules } from './read-back.ts'

export type Fields = Record<string, unknown>

/** How fields of an event are read that have no field of the same name. */
export function readingRules(kind: EventKindName): ReadingRules {
  return {
    // The local key is only for references within the report.
    key: () => ({}),
    'events.details': (_details, reading) => ({ [`... on ${typeName(kind)}`]: reading }),
    'claims.claim': (id) => ({ id: { selection: {}, expected: id } }),
    'claims.version': (version) => ({
      articleVersion: { selection: { version: {} }, expected: { version } },
    }),
    // Read from the relation: `relations { claims }`.
    'claims.relation': () => ({}),
    'claims.attribution': (_links, { selection, expected }) => ({
      attribution: { selection, expected: [...(expected as Fields[]), { mode: 'PUBLICATION', agent: null }] },
    }),
    'events.relations': (_relations, { selection, expected }) => ({
      'relations(direction: OUTGOING)': {
        selection: { ...selection, claims: { aspect: {} } },
        expected: (expected as Fields[]).map((relation) => ({
          ...relation,
          claims: relation['kind'] === 'CONNECTED_WITH' ? [{ aspect: 'RELATION' }] : [],
        })),
      },
    }),
  }
}

/** How fields of a report besides its events are read. */
export const REPORT_READING: ReadingRules = {
  key: () => ({}),
  // Read by a retry, and by the events themselves.
  idempotencyKey: () => ({}),
  events: () => ({}),
  'actors.tenures': (tenures, { selection, expected }) =>
    isDeepStrictEqual(tenures, [])
      ? {}
      : { '... on Person': { selection: { tenures: selection }, expected: { tenures: expected } } },
}

function typeName(kind: EventKindName): string {
  return kind.toLowerCase().replaceAll(/(^|_)(\w)/g, (_match, _before, letter: string) => letter.toUpperCase())
}

/** Moves the details of an event to the input field of its kind: `phoneCall: { ... }`. */
export function toInput({ details, ...event }: Fields, kind: EventKindName): Fields {
  const name = typeName(kind)
  return kind in TYPED_KINDS ? { ...event, [name.charAt(0).toLowerCase() + name.slice(1)]: details } : event
}
