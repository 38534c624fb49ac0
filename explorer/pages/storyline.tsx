import type { StorylineRecord } from '../documents/records.ts'
import type { ExplorerStorylineQuery } from '../documents/types.ts'
import { storylineLinkedData } from '../formats/linked-data.ts'
import { EventSection } from '../parts/event-section.tsx'
import { History } from '../parts/history.tsx'
import { Name } from '../parts/name.tsx'
import type { Page } from '../request/page.ts'

/** `/storylines/sto_…` */
export const STORYLINE_PAGE: Page<ExplorerStorylineQuery, StorylineRecord> = {
  document: 'explorer-storyline',
  variablesOf: ({ id, search }) => ({ id, after: search.get('after') }),
  subjectOf: ({ storyline }) => storyline,
  titleOf: ({ title }) => title,
  descriptionOf: ({ title, summary }) => summary ?? `The storyline ${title}, event by event.`,
  pathOf: ({ id }) => `/storylines/${id}`,
  citationOf: ({ title, revisions }) => ({
    title,
    author: 'Dateline',
    state: (revisions.at(-1)?.at ?? new Date().toISOString()).slice(0, 10),
  }),
  linkedDataOf: storylineLinkedData,
  filesOf: ({ id }) => ({ where: { storyline: id }, orderBy: 'OCCURRED_ASC' }),
  render: ({ id, title, summary, parent, parts, events, revisions }) => (
    <article>
      {parent && (
        <p class="note">
          Part of <Name href={`/storylines/${parent.id}`}>{parent.title}</Name>
        </p>
      )}
      <h1>
        <Name>{title}</Name>
      </h1>
      {summary && (
        <p class="lead" dir="auto">
          {summary}
        </p>
      )}
      {parts.length > 0 && (
        <section aria-labelledby="parts">
          <h2 id="parts">Parts</h2>
          <ul>
            {parts.map((part) => (
              <li>
                <Name href={`/storylines/${part.id}`}>{part.title}</Name> <bdi>{part.summary}</bdi>
              </li>
            ))}
          </ul>
        </section>
      )}
      <EventSection
        title="What happened, what was planned, what did not happen"
        path={`/storylines/${id}`}
        events={events}
        filter={{ storyline: id, order: 'OCCURRED_ASC' }}
      />
      <History revisions={revisions} />
    </article>
  ),
}
