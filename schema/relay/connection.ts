import type { InterfaceRef, ObjectRef } from '@pothos/core'
import { builder } from '../builder/builder.ts'
import { COUNT_CAP, type Page, type Slice } from './keyset.ts'

type Types = typeof builder.$inferSchemaTypes

const PageInfo = builder.objectRef<Slice<unknown>>('PageInfo').implement({
  description: 'Where a page stands in its list (Relay).',
  shareable: true,
  fields: (t) => ({
    hasNextPage: t.exposeBoolean('hasNextPage', { description: 'Whether the list goes on after this page.' }),
    hasPreviousPage: t.exposeBoolean('hasPreviousPage', { description: 'Whether the list has rows before this page.' }),
    startCursor: t.string({
      nullable: true,
      description: 'The cursor of the first row, to be given as `before`; null on an empty page.',
      resolve: ({ rows, cursorOf }) => (rows.length > 0 ? cursorOf(rows[0]) : null),
    }),
    endCursor: t.string({
      nullable: true,
      description: 'The cursor of the last row, to be given as `after`; null on an empty page.',
      resolve: ({ rows, cursorOf }) => (rows.length > 0 ? cursorOf(rows.at(-1)) : null),
    }),
  }),
})

/** One row of a page. */
export interface Edge<Row, Listed extends Page<Row>> {
  row: Row
  slice: Slice<Row>
  page: Listed
}

/**
 * A Relay connection type and its edge type.
 * @param type what it lists; the types are named after it
 * @param plural what it lists, in words
 * @returns both types; later rooms may add fields of a page of their own
 */
export function connectionOf<Row, Listed extends Page<Row> = Page<Row>>(
  type: ObjectRef<Types, Row> | InterfaceRef<Types, Row>,
  plural: string,
) {
  const edge = builder.objectRef<Edge<Row, Listed>>(`${type.name}Edge`).implement({
    description: `One of the ${plural} of a page, with its place in the list.`,
    fields: (t) => ({
      cursor: t.string({
        description: 'The place in the list; valid only with the same order and filter.',
        resolve: ({ row, slice }) => slice.cursorOf(row),
      }),
      // Pothos cannot see that a generic row is the type's own shape.
      node: t.field({
        type: type as ObjectRef<Types, object>,
        description: 'What stands there.',
        resolve: ({ row }) => row as object,
      }),
    }),
  })
  const connection = builder.objectRef<Listed>(`${type.name}Connection`).implement({
    description: `A page of a list of ${plural} (Relay).`,
    fields: (t) => ({
      edges: t.field({
        type: [edge],
        description: 'The rows of the page with their cursors.',
        resolve: async (page) => {
          const slice = await page.slice()
          return slice.rows.map((row) => ({ row, slice, page }))
        },
      }),
      nodes: t.field({
        type: [type as ObjectRef<Types, object>],
        description: 'The rows of the page without their cursors.',
        resolve: async (page) => (await page.slice()).rows as readonly object[],
      }),
      pageInfo: t.field({
        type: PageInfo,
        description: 'Where the page stands in the list.',
        resolve: (page) => page.slice() as Promise<Slice<unknown>>,
      }),
      totalCount: t.int({
        description: `How many rows the whole list has, counted only when asked for. Where counting would take long it stops at ${COUNT_CAP}: see \`isExact\`.`,
        resolve: async (page) => (await page.count()).value,
      }),
      isExact: t.boolean({
        description: `Whether \`totalCount\` is the whole count; where it is not, the list has more than ${COUNT_CAP} rows.`,
        resolve: async (page) => (await page.count()).isExact,
      }),
    }),
  })
  return { edge, connection }
}

/** The arguments that page through a connection. */
export const pageArguments = builder.args((t) => ({
  first: t.int({ description: 'How many rows from the start, 1 to 100; 20 where neither size is given.' }),
  after: t.string({ description: 'Only rows after this cursor.' }),
  last: t.int({ description: 'How many rows from the end, 1 to 100.' }),
  before: t.string({ description: 'Only rows before this cursor.' }),
}))
