import type { ListedEvent } from '../../documents/records.ts'
import { EventMap } from '../../parts/event-map.tsx'

/** The events of this page of the list on a map. */
export function ListMap({ events }: { events: readonly ListedEvent[] }) {
  if (events.length === 0) return null
  return (
    <EventMap
      title="Where the events of this page took place"
      items={events.map(({ id, title, location, evidence }) => ({
        location,
        count: 1,
        isCoded: evidence === 'CODED',
        name: title,
        href: `/events/${id}`,
      }))}
    />
  )
}
