import type { EventRecord } from '../../documents/records.ts'
import type { ExplorerEventQuery } from '../../documents/types.ts'
import { eventLinkedData } from '../../formats/event-linked-data.ts'
import { Badges } from '../../parts/event-line.tsx'
import { History } from '../../parts/history.tsx'
import { EventMap } from '../../parts/map/event-map.tsx'
import { Name } from '../../parts/name.tsx'
import type { Page } from '../../request/page.ts'
import { wordsOf } from '../../words/enum-words.ts'
import { locationWords } from '../../words/place-words.ts'
import { momentWords, timeWords } from '../../words/time-words.ts'
import { Claims } from './claims.tsx'
import { Facts } from './facts.tsx'
import { Relations, Sources } from './links.tsx'

/** `/events/evt_…`, also as of a moment: `/events/evt_…@2026-11-24T12:00:00.000Z`. */
export const EVENT_PAGE: Page<ExplorerEventQuery, EventRecord> = {
  document: 'explorer-event',
  variablesOf: ({ id }) => ({ id }),
  subjectOf: ({ event }) => event,
  // A page as of a moment shows the state of then, also of an event that was merged since.
  movedTo: ({ mergedInto, asOf }) => (mergedInto && asOf === null ? `/events/${mergedInto.id}` : undefined),
  isGone: ({ certainty, asOf }) => certainty === 'RETRACTED' && asOf === null,
  titleOf: ({ title }) => title,
  descriptionOf: ({ title, summary, occurred, kind }) =>
    summary ?? `${title}: ${wordsOf(kind)}, ${timeWords(occurred)}`,
  pathOf: ({ id }) => `/events/${id}`,
  citationOf: ({ title, dataset, updatedAt, asOf }) => ({
    title,
    author: dataset.title,
    state: (asOf ?? updatedAt).slice(0, 10),
  }),
  linkedDataOf: eventLinkedData,
  render: (event) => {
    const { title, summary, revisions, asOf, current, certainty, unsupportedFields } = event
    return (
      <article>
        {asOf !== null && (
          <p class="banner" role="status">
            The state as of {momentWords(asOf)}. <a href={`/events/${current.id}`}>The present one</a>
          </p>
        )}
        {certainty === 'RETRACTED' && (
          <p class="banner warn" role="status">
            <strong>Retracted.</strong> This record no longer stands; its history says why.
          </p>
        )}
        <h1>
          <Name>{title}</Name>
        </h1>
        <Badges {...event} />
        {summary && (
          <p class="lead" dir="auto">
            {summary}
          </p>
        )}
        {unsupportedFields.length > 0 && (
          <p class="note">No claim supports: {unsupportedFields.map(wordsOf).join(', ')}.</p>
        )}
        <Facts event={event} />
        {event.locations.length > 0 && (
          <EventMap
            title="On the map"
            items={event.locations.map((location) => ({
              location,
              count: 1,
              isCoded: event.evidence === 'CODED',
              name: location.place?.name ?? locationWords(location),
              href: location.place ? `/places/${location.place.id}` : '#facts',
            }))}
          />
        )}
        <Claims event={event} />
        <Relations event={event} />
        <Sources event={event} />
        <History
          revisions={revisions}
          pathAt={(moment) => `/events/${current.id}@${new Date(moment).toISOString()}`}
          asOf={asOf}
        />
      </article>
    )
  },
}
