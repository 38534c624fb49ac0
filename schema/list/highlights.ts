import type { ObjectRef } from '@pothos/core'
import { sql } from 'drizzle-orm'
import { readRows } from '../../database/sql/rows.ts'
import type { EventRow } from '../../database/tables/event.ts'
import { searchQuery } from '../../database/values/full-text.ts'
import { compose } from '../../database/values/normalize-name.ts'
import { builder } from '../builder/builder.ts'
import { enumType } from '../builder/enum-type.ts'
import type { EventPage } from '../event/connection.ts'
import { createLoader, LOAD_ORDER, grouped } from '../loaders/loader.ts'
import type { Edge } from '../relay/connection.ts'
import { memoizeByArguments } from '../relay/nested-list.ts'

const FIELDS = {
  TITLE: 'The title of the event.',
  NAME: 'A name of a participant, or of a place that contains its location.',
  SUMMARY: 'The summary of the event.',
  QUOTE: 'A quote of a claim about the event.',
}

const HighlightField = enumType('HighlightField', 'The text of an event in which searched words occur.', FIELDS)

interface HighlightRow {
  eventId: string
  field: keyof typeof FIELDS
  text: string
  /** The composed text with START and STOP around each match: searches compare composed texts. */
  marked: string
}

/** Private-use characters, which no text should contain: https://www.unicode.org/faq/private_use.html */
const [START, STOP] = ['\uE000', '\uE001']
const OPTIONS = `HighlightAll=true, StartSel=${START}, StopSel=${STOP}`

const MatchRange = builder.objectRef<[start: number, end: number]>('TextRange').implement({
  description: 'A range of a text, in UTF-16 code units.',
  fields: (t) => ({
    start: t.int({ description: 'The offset of the start.', resolve: ([start]) => start }),
    end: t.int({ description: 'The offset of the end (exclusive).', resolve: ([, end]) => end }),
  }),
})

const Highlight = builder.objectRef<HighlightRow>('Highlight').implement({
  description: 'A text of an event in which searched words occur.',
  fields: (t) => ({
    field: t.expose('field', { type: HighlightField, description: 'The kind of text.' }),
    text: t.string({ description: 'The text.', resolve: ({ text }) => text.replaceAll(/[\uE000\uE001]/g, '') }),
    matches: t.field({
      type: [MatchRange],
      description: 'The ranges of the matches, in the order of the text.',
      resolve: ({ text, marked }) => {
        const offsetOf = offsetsIn(text)
        return rangesOf(marked).map(([start, end]) => [offsetOf(start), offsetOf(end)] as [number, number])
      },
    }),
  }),
})

function rangesOf(marked: string): [number, number][] {
  const ranges: [number, number][] = []
  let position = 0
  for (const [i, part] of marked.split(/[\uE000\uE001]/).entries()) {
    if (i % 2 === 1) ranges.push([position, position + part.length])
    position += part.length
  }
  return ranges
}

const characters = new Intl.Segmenter('und', { granularity: 'grapheme' })

/** Returns a function from offsets in a composed text to those in the text. */
function offsetsIn(text: string): (composedOffset: number) => number {
  if (compose(text) === text) return (offset) => offset
  const offsets: number[] = []
  for (const { segment, index } of characters.segment(text)) {
    for (let i = 0; i < compose(segment).length; i++) offsets.push(index + Math.min(i, segment.length))
  }
  return (offset) => offsets[offset] ?? text.length
}

/** Loads the texts of events that match a search: one statement for all events of a page. */
const highlightsOf = memoizeByArguments((search: string, context) =>
  createLoader<string, HighlightRow[]>(LOAD_ORDER.PART_OF_EVENT, async (eventIds, { db }) => {
    const rows = await readRows<HighlightRow>(
      db,
      sql`
      select e.id::text as "eventId", piece.field, piece.text, ts_headline('dateline', normalize(piece.text), q.query, ${OPTIONS}) as marked
      from unnest(${sql.param(eventIds)}::uuid[]) as e(id)
      cross join (select ${searchQuery(search)} as query) q
      cross join lateral (
        with located as (
          select place_id from events where id = e.id union select place_id from event_locations where event_id = e.id
        )
        select 1 as part, 'TITLE' as field, 0 as ordinal, title as text from events where id = e.id
        union all select distinct 2, 'NAME', 0, named.name from (
          select a.name::text from participations p join actors a on a.id = p.actor_id where p.event_id = e.id
          union all select n.name from participations p join actor_names n on n.actor_id = p.actor_id where p.event_id = e.id
          union all select l.name::text from located v join place_ancestors a on a.place_id = v.place_id join places l on l.id = a.ancestor_id
          union all select n.name from located v join place_ancestors a on a.place_id = v.place_id join place_names n on n.place_id = a.ancestor_id
        ) named
        union all select 3, 'SUMMARY', 0, summary from events where id = e.id and summary is not null
        union all select 4, 'QUOTE', c.ordinal, c.quote_exact from claims c where c.event_id = e.id
      ) piece
      order by e.id, piece.part, piece.ordinal, piece.text`,
    )
    const matchingRows = rows.filter(({ marked }) => marked.includes(START))
    return grouped(eventIds, matchingRows, ({ eventId }) => eventId)
  })(context),
)

/** Adds the field `highlights` to an edge of events. */
export function addHighlights(edge: ObjectRef<typeof builder.$inferSchemaTypes, Edge<EventRow, EventPage>>): void {
  return builder.objectField(edge, 'highlights', (t) =>
    t.field({
      type: [Highlight],
      description:
        'The texts of the event in which words of `where.search` occur, with the ranges of the matches: the title first, then names, the summary, quotes. Empty without `where.search`.',
      resolve: ({ row, page: { search } }, _args, context) =>
        search === null ? [] : highlightsOf(search, context).load(row.id),
    }),
  )
}
