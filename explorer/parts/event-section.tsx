import type { ComponentChildren } from 'preact'
import { eventsPath, type Filter } from '../request/filter.ts'
import { countOf } from '../words/number-words.ts'
import { EventLine, type LineEvent } from './event-line.tsx'
import { Pager } from './pager.tsx'

interface EventSectionProps {
  title?: string
  path: string
  events: {
    totalCount: number
    isExact: boolean
    pageInfo: { hasNextPage: boolean; endCursor: string | null }
    nodes: readonly LineEvent[]
  }
  /** The filter with which the list of events shows the same. */
  filter?: Partial<Filter>
  children?: ComponentChildren
}

/** The events of a record, page by page. */
export function EventSection({ title = 'Events', path, events, filter, children }: EventSectionProps) {
  return (
    <section aria-labelledby="events">
      <h2 id="events">{title}</h2>
      {children}
      <ol class="event-list">
        {events.nodes.map((event) => (
          <EventLine event={event}>
            {event.summary && (
              <p class="summary" dir="auto">
                {event.summary}
              </p>
            )}
          </EventLine>
        ))}
      </ol>
      <Pager path={path} total={countOf(events.totalCount, 'event', events.isExact)} pageInfo={events.pageInfo} />
      {filter && (
        <p class="on-screen">
          <a href={eventsPath(filter)}>Filter, map and download these events</a>
        </p>
      )}
    </section>
  )
}
