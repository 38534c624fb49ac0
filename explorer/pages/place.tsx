import type { PlaceRecord } from '../documents/records.ts'
import type { ExplorerPlaceQuery } from '../documents/types.ts'
import { mapShapes, type MapItem } from '../draw/map-shapes.ts'
import { placeLinkedData } from '../formats/linked-data.ts'
import { EventSection } from '../parts/event-section.tsx'
import { History } from '../parts/history.tsx'
import { EventMap } from '../parts/map/event-map.tsx'
import { Name } from '../parts/name.tsx'
import { Names } from '../parts/names.tsx'
import { eventsPath } from '../request/filter.ts'
import type { Page } from '../request/page.ts'
import { labelOf, wordsOf } from '../words/enum-words.ts'

/** `/places/plc_…` */
export const PLACE_PAGE: Page<ExplorerPlaceQuery, PlaceRecord> = {
  document: 'explorer-place',
  variablesOf: ({ id, search }) => ({ id, after: search.get('after') }),
  subjectOf: ({ place }) => place,
  movedTo: ({ mergedInto }) => (mergedInto ? `/places/${mergedInto.id}` : undefined),
  titleOf: ({ name }) => name,
  descriptionOf: ({ name, kind }) => `${name}: ${wordsOf(kind)}, and the events in it.`,
  pathOf: ({ id }) => `/places/${id}`,
  citationOf: ({ name, revisions }) => ({
    title: name,
    author: 'Dateline',
    state: (revisions.at(-1)?.at ?? new Date().toISOString()).slice(0, 10),
  }),
  linkedDataOf: placeLinkedData,
  filesOf: ({ id }) => ({ where: { location: { within: id } } }),
  render: (place) => (
    <article>
      <h1>
        <Name>{place.name}</Name>
      </h1>
      <p>
        <span class="badge kind">{labelOf(place.kind)}</span>
      </p>
      {place.kind === 'DISPUTED_REGION' && (
        <p class="note">Who it belongs to is disputed; the claims below are those of the sources.</p>
      )}
      {place.parents.length > 0 && (
        <ul>
          {place.parents.map(({ kind, place: parent }) => (
            <li>
              {labelOf(kind)} <Name href={`/places/${parent.id}`}>{parent.name}</Name>
            </li>
          ))}
        </ul>
      )}
      <PlaceMap place={place} />
      <EventSection path={`/places/${place.id}`} events={place.events} filter={{ place: place.id }} />
      <Names {...place} />
      <History revisions={place.revisions} />
    </article>
  ),
}

/** Where the place is, if its point or its area is known. */
function PlaceMap({ place }: { place: PlaceRecord }) {
  const item = itemOf(place)
  return mapShapes([item]).tray.length === 0 ? <EventMap items={[item]} title="Where it is" /> : null
}

/** The place as events in it are drawn: by its own point, or by its area. */
function itemOf(place: PlaceRecord): MapItem {
  const { id, name, kind, latitude, longitude, events } = place
  return {
    location: { precision: kind, latitude, longitude, radiusKm: null, place },
    count: events.totalCount,
    isCoded: false,
    name,
    href: eventsPath({ place: id }),
  }
}
