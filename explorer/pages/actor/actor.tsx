import type { ActorRecord } from '../../documents/records.ts'
import type { ExplorerActorQuery } from '../../documents/types.ts'
import { actorLinkedData } from '../../formats/linked-data.ts'
import { Erased } from '../../parts/erased.tsx'
import { EventSection } from '../../parts/event-section.tsx'
import { History } from '../../parts/history.tsx'
import { Name } from '../../parts/name.tsx'
import { Names } from '../../parts/names.tsx'
import type { Page } from '../../request/page.ts'
import { labelOf } from '../../words/enum-words.ts'
import { Counterparts } from './counterparts.tsx'
import { Offices } from './offices.tsx'

/** `/actors/act_…` */
export const ACTOR_PAGE: Page<ExplorerActorQuery, ActorRecord> = {
  document: 'explorer-actor',
  variablesOf: ({ id, search }) => ({ id, after: search.get('after'), withTimes: true }),
  leftOut: [{ withTimes: false }],
  subjectOf: ({ actor }) => actor,
  movedTo: ({ mergedInto }) => (mergedInto ? `/actors/${mergedInto.id}` : undefined),
  isGone: ({ erasedAt }) => erasedAt !== null,
  titleOf: ({ name }) => name,
  descriptionOf: ({ name, kind, description }) => description ?? `${name}: ${labelOf(kind)}`,
  pathOf: ({ id }) => `/actors/${id}`,
  citationOf: ({ name, revisions }) => ({
    title: name,
    author: 'Dateline',
    state: (revisions.at(-1)?.at ?? new Date().toISOString()).slice(0, 10),
  }),
  linkedDataOf: actorLinkedData,
  filesOf: ({ id }) => ({ where: { participants: { some: { actor: id } } } }),
  render: (actor) => (
    <article>
      <Erased erasedAt={actor.erasedAt} />
      <h1>
        <Name>{actor.name}</Name>
      </h1>
      <p>
        <span class="badge kind">{labelOf(actor.kind)}</span>{' '}
        {actor.country && <Name href={`/places/${actor.country.id}`}>{actor.country.name}</Name>}
      </p>
      {actor.description && (
        <p class="lead" dir="auto">
          {actor.description}
        </p>
      )}
      <Offices actor={actor} />
      <Counterparts actor={actor} />
      <EventSection path={`/actors/${actor.id}`} events={actor.events} filter={{ actor: actor.id }} />
      <Names {...actor} />
      <History revisions={actor.revisions} />
    </article>
  ),
}
