import type { InterfaceRef, ObjectRef } from '@pothos/core'
import { CURSOR_BOUND } from '../builder/bound.ts'
import { builder } from '../builder/builder.ts'
import { DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE } from '../builder/page-size.ts'
import { after, type MaybePromise } from '../loaders/maybe-promise.ts'
import type { Load } from '../prefetch/relation.ts'
import { COUNT_CAP, type Page, type Slice } from './keyset.ts'

type Types = typeof builder.$inferSchemaTypes

const PageInfo = builder.objectRef<Slice<unknown>>('PageInfo').implement({
  description: 'The position of a page in its list (Relay).',
  shareable: true,
  fields: (t) => ({
    hasNextPage: t.exposeBoolean('hasNextPage', { description: 'Whether the list has rows after this page.' }),
    hasPreviousPage: t.exposeBoolean('hasPreviousPage', { description: 'Whether the list has rows before this page.' }),
    startCursor: t.string({
      nullable: true,
      description: 'The cursor of the first row, for use as `before`; null if the page is empty.',
      resolve: ({ rows, cursorOf }) => (rows.length > 0 ? cursorOf(rows[0]) : null),
    }),
    endCursor: t.string({
      nullable: true,
      description:
        'The cursor of the last row, for use as `after`; null if the page is empty and no other page follows.',
      resolve: ({ rows, cursorOf, endCursor }) => endCursor ?? (rows.length > 0 ? cursorOf(rows.at(-1)) : null),
    }),
  }),
})

export interface Edge<Row, Listed extends Page<Row>> {
  row: Row
  slice: Slice<Row>
  page: Listed
}

/** Plans read the slices of the pages of many parents in one statement. */
const slices: Load<Pick<Page<unknown>, 'source'>> = { find: ({ source }) => source }

/** What the fields of a count say about themselves. */
const COUNT_DESCRIPTIONS = {
  totalCount: `The number of rows in the whole list. Counting can stop at ${COUNT_CAP}: see \`isExact\`.`,
  isExact: `Whether \`totalCount\` is exact. If false, the list has more than ${COUNT_CAP} rows.`,
}

/**
 * Creates a Relay connection type and its edge type.
 * @param type the type of the nodes; both types are named after it
 * @param plural the plural noun of the nodes, for descriptions
 * @param counts the descriptions of the counts
 * @returns both types; other modules can add fields to them
 */
export function connectionOf<Row, Listed extends Page<Row> = Page<Row>>(
  type: ObjectRef<Types, Row> | InterfaceRef<Types, Row>,
  plural: string,
  counts = COUNT_DESCRIPTIONS,
) {
  const edge = builder.objectRef<Edge<Row, Listed>>(`${type.name}Edge`).implement({
    description: `One of the ${plural} of a page, with its cursor.`,
    fields: (t) => ({
      cursor: t.string({
        description: 'The position in the list; valid only with the same order and filter.',
        resolve: ({ row, slice }) => slice.cursorOf(row),
      }),
      // Pothos cannot infer that a generic row is the shape of the type.
      node: t.field({
        type: type as ObjectRef<Types, object>,
        description: 'The object of this row.',
        loads: [],
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
        loads: [slices],
        resolve: (page) => after(page.slice(), (slice) => slice.rows.map((row) => ({ row, slice, page }))),
      }),
      nodes: t.field({
        type: [type as ObjectRef<Types, object>],
        description: 'The rows of the page without their cursors.',
        loads: [slices],
        resolve: (page) => after(page.slice(), ({ rows }) => rows as readonly object[]),
      }),
      pageInfo: t.field({
        type: PageInfo,
        description: 'The position of the page in the list.',
        loads: [slices],
        resolve: (page) => page.slice() as MaybePromise<Slice<unknown>>,
      }),
      totalCount: t.int({
        description: counts.totalCount,
        resolve: (page) => after(page.count(), ({ value }) => value),
      }),
      isExact: t.boolean({
        description: counts.isExact,
        resolve: (page) => after(page.count(), ({ isExact }) => isExact),
      }),
    }),
  })
  return { edge, connection }
}

export const pageArguments = builder.args((t) => ({
  first: t.int({
    description: `The number of rows from the start, 1 to ${MAX_PAGE_SIZE}. Default: ${DEFAULT_PAGE_SIZE}, unless \`last\` is given.`,
  }),
  after: t.string({ bound: CURSOR_BOUND, description: 'Only rows after this cursor.' }),
  last: t.int({ description: `The number of rows from the end, 1 to ${MAX_PAGE_SIZE}.` }),
  before: t.string({ bound: CURSOR_BOUND, description: 'Only rows before this cursor.' }),
}))
