import type { EventList } from '../../documents/records.ts'
import type { ExplorerEventsQuery } from '../../documents/types.ts'
import { parseBox, zoomOf } from '../../draw/cell-shapes.ts'
import { EventLine } from '../../parts/event-line.tsx'
import { Highlighted } from '../../parts/highlighted.tsx'
import { Pager } from '../../parts/pager.tsx'
import { eventsPath, readFilter, searchOf, type Filter } from '../../request/filter.ts'
import type { PageRequest } from '../../request/page-request.ts'
import type { Page } from '../../request/page.ts'
import { orderOf, whereOf } from '../../request/where.ts'
import { countOf } from '../../words/number-words.ts'
import { locationWords, type Location } from '../../words/place-words.ts'
import { Facets } from './facets.tsx'
import { FilterBar } from './filter-bar.tsx'
import { ListMap } from './map.tsx'
import { Timeline } from './timeline.tsx'

const PAGE_SIZE = 50

/** `/events`: every list of events, as a list, a map and a timeline of the same filter. */
export const EVENTS_PAGE: Page<ExplorerEventsQuery, EventList> = {
  document: 'explorer-events',
  variablesOf: (request) => ({
    ...variablesOfFilter(request),
    ...pageOf(request),
    zoom: zoomOf(parseBox(readFilter(request.search).box)),
    withParts: true,
    withMap: true,
    withHighlights: readFilter(request.search).q !== undefined,
    withFatalities: true,
    withCounts: true,
    withFacets: true,
  }),
  notFirst: { withParts: false, withFacets: false },
  leftOut: [
    { withParts: false },
    { withParts: false, withFatalities: false },
    { withParts: false, withFatalities: false, withMap: false },
    { withParts: false, withFatalities: false, withMap: false, withCounts: false, withFacets: false },
  ],
  subjectOf: ({ events }) => events,
  titleOf: (_events, { search }) => titleOf(readFilter(search)),
  descriptionOf: (events) => `${totalOf(events)}: a list with counts, a map and a timeline.`,
  filesOf: (_events, request) => variablesOfFilter(request),
  render: (events, { request }) => {
    const filter = readFilter(request.search)
    return (
      <div class="browse">
        <h1>
          {filter.q === undefined ? (
            'Events'
          ) : (
            <>
              Events with “<bdi>{filter.q}</bdi>”
            </>
          )}
        </h1>
        <FilterBar filter={filter} />
        <div class="with-side">
          <Facets filter={filter} events={events} isFirstStep={request.isFirstStep} />
          <div>
            {events.months && <Timeline filter={filter} months={events.months} />}
            {events.cells && <ListMap filter={filter} cells={events.cells} total={countIn(events) ?? 0} />}
            {!events.cells && (
              <p class="note">
                {events.months ? 'The map has' : 'The timeline and the map have'} too many events: narrow the filter
                down.
              </p>
            )}
            <section aria-labelledby="list">
              <h2 id="list">{totalOf(events)}</h2>
              {events.edges.length === 0 && (
                <p>
                  No event matches. Events that are planned, denied, or only coded by a machine are left out until you
                  ask for them: <a href={eventsPath({ ...filter, ...EVERYTHING })}>show them too</a>.
                </p>
              )}
              <ol class="event-list">
                {events.edges.map(({ node, highlights }) => (
                  <EventLine event={node}>
                    {node.location && <Where {...node.location} />}
                    {highlights?.map((highlight) => (
                      <Highlighted {...highlight} />
                    ))}
                  </EventLine>
                ))}
              </ol>
              <Pager path="/events" search={searchOf(filter)} total={totalOf(events)} pageInfo={events.pageInfo} />
            </section>
          </div>
        </div>
      </div>
    )
  },
}

/** Where an event took place: "Dagestan (known only to the region)". */
function Where(location: Location) {
  const { place } = location
  return (
    <p class="note">
      {place ? (
        <>
          <bdi>{place.name}</bdi> ({locationWords(location)})
        </>
      ) : (
        locationWords(location)
      )}
    </p>
  )
}

/** The exact number of events; undefined if the kinds are not counted. */
function countIn({ kinds }: EventList): number | undefined {
  return kinds?.reduce((sum, { count }) => sum + count, 0)
}

function totalOf(events: EventList): string {
  const count = countIn(events)
  return count === undefined ? countOf(events.totalCount ?? 0, 'event', events.isExact) : countOf(count, 'event')
}

const EVERYTHING = {
  realis: ['ACTUAL', 'SCHEDULED', 'DESIRED', 'HYPOTHETICAL'],
  evidence: ['QUOTED', 'LISTED', 'CODED'],
}

function titleOf({ q }: Filter): string {
  return q === undefined ? 'Events' : `Events with “${q}”`
}

function variablesOfFilter({ search }: PageRequest): Record<string, unknown> {
  const filter = readFilter(search)
  return { where: whereOf(filter), orderBy: orderOf(filter) }
}

function pageOf({ search }: PageRequest): Record<string, unknown> {
  const before = search.get('before')
  return before ? { last: PAGE_SIZE, before } : { first: PAGE_SIZE, after: search.get('after') || null }
}
