import type { ObjectRef } from '@pothos/core'
import { sql } from 'drizzle-orm'
import { readRows } from '../../database/sql/rows.ts'
import type { EventRow } from '../../database/tables/event.ts'
import { markedWordsQuery } from '../../database/values/full-text.ts'
import { wordRangesOf } from '../../database/values/search-words.ts'
import { builder } from '../builder/builder.ts'
import { enumType } from '../builder/enum-type.ts'
import type { EventPage } from '../event/connection.ts'
import { createLoader, LOAD_ORDER, grouped } from '../loaders/loader.ts'
import type { Edge } from '../relay/connection.ts'
import { memoizeByArguments } from '../relay/nested-list.ts'

const FIELDS = {
  TITLE: 'The title of the event.',
  NAME: 'A name of a participant, also as the source writes it, or of a place that contains its location.',
  SUMMARY: 'The summary of the event.',
  QUOTE: 'A quote of a claim about the event.',
}

const HighlightField = enumType('HighlightField', 'The text of an event in which searched words occur.', FIELDS)

interface HighlightRow {
  eventId: string
  field: keyof typeof FIELDS
  text: string
  /** Its words with START and STOP around each match. */
  marked: string
}

/** Private-use characters, which part words: https://www.unicode.org/faq/private_use.html */
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
    text: t.exposeString('text', { description: 'The text.' }),
    matches: t.field({
      type: [MatchRange],
      description:
        'The ranges of the matches, in the order of the text. Letters of a script without spaces that follow each other are one range.',
      resolve: ({ text, marked }) => rangesOf(text, marked),
    }),
  }),
})

/** @param marked the words of the text, as the database finds them, with START and STOP around the matches */
function rangesOf(text: string, marked: string): [number, number][] {
  const words = marked.split(' ').filter((word) => word !== '')
  const ranges: [number, number][] = []
  for (const [i, range] of wordRangesOf(text).entries()) {
    if (words[i]?.includes(START) !== true) continue
    const last = ranges.at(-1)
    if (last?.[1] === range[0]) last[1] = range[1]
    else ranges.push(range)
  }
  return ranges
}

/** Loads the texts of events that match a search: one statement for all events of a page. */
const highlightsOf = memoizeByArguments((search: string, context) =>
  createLoader<string, HighlightRow[]>(LOAD_ORDER.PART_OF_EVENT, async (eventIds, { db }) => {
    const rows = await readRows<HighlightRow>(
      db,
      sql`
      select e.id::text as "eventId", piece.field, piece.text, ts_headline('dateline', search_words(piece.text), q.query, ${OPTIONS}) as marked
      from unnest(${sql.param(eventIds)}::uuid[]) as e(id)
      cross join (select ${markedWordsQuery(search)} as query) q
      cross join lateral (
        with located as (
          select place_id from events where id = e.id union select place_id from event_locations where event_id = e.id
        )
        select 1 as part, 'TITLE' as field, 0 as ordinal, title as text from events where id = e.id
        union all select distinct 2, 'NAME', 0, named.name from (
          select a.name::text from participations p join actors a on a.id = p.actor_id where p.event_id = e.id
          union all select n.name from participations p join actor_names n on n.actor_id = p.actor_id where p.event_id = e.id
          union all select p.label from participations p where p.event_id = e.id and p.label is not null
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
