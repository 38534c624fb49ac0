import type { ExplorerHomeQuery } from '../documents/types.ts'
import { Chain } from '../parts/chain.tsx'
import { Badges } from '../parts/event-line.tsx'
import { Name } from '../parts/name.tsx'
import { datasetPath } from '../request/address.ts'
import { eventsPath } from '../request/filter.ts'
import type { Example, Page } from '../request/page.ts'
import { graphiqlPath } from '../request/query-text.ts'
import { labelOf, wordsOf } from '../words/enum-words.ts'
import { countOf, countWords } from '../words/number-words.ts'
import { dateWords, timeWords } from '../words/time-words.ts'

/** `/`: what is in here, and where to begin. */
export const HOME_PAGE: Page<ExplorerHomeQuery, ExplorerHomeQuery> = {
  document: 'explorer-home',
  variablesOf: () => ({}),
  subjectOf: (data) => data,
  titleOf: () => 'Dateline',
  descriptionOf: () =>
    'News events: who did what to whom, where and when, who says so, in which words, and how sure they are.',
  pathOf: () => '/',
  linkedDataOf: ({ datasets }, origin) => ({
    '@context': 'https://schema.org',
    '@type': 'DataCatalog',
    name: 'Dateline',
    url: `${origin}/`,
    dataset: datasets.map(({ name, title, licence }) => ({
      '@type': 'Dataset',
      '@id': `${origin}${datasetPath(name)}`,
      name: title,
      description: `${title}, as events with their sources.`,
      license: licence,
    })),
  }),
  render: (data, { examples }) => {
    const { counted: events, storylines } = data
    return (
      <>
        <h1>News events, with the words they rest on</h1>
        <p class="lead">
          Who did what to whom, where and when, who says so, in which words, and how sure they are.{' '}
          <a href="/events">{countOf(events.totalCount, 'event', events.isExact)}</a> that took place, read by people.
        </p>
        {events.groups.length > 0 && (
          <p class="chips">
            {events.groups.flatMap(({ key: { kind }, count }) =>
              kind === null ? (
                []
              ) : (
                <a class="chip" href={eventsPath({ kind: [kind] })}>
                  {labelOf(kind)} <span class="count">{countWords(count)}</span>
                </a>
              ),
            )}
          </p>
        )}
        <Cards cards={data.cards.nodes} />
        <section aria-labelledby="storylines">
          <h2 id="storylines">Storylines</h2>
          {storylines.nodes.length === 0 && <p>There are none yet.</p>}
          <ul>
            {storylines.nodes.map(({ id, title, summary }) => (
              <li>
                <Name href={`/storylines/${id}`}>{title}</Name> <bdi>{summary}</bdi>
              </li>
            ))}
          </ul>
        </section>
        <Datasets datasets={data.datasets} />
        <Questions examples={examples} />
      </>
    )
  },
}

/** The story of the events that rest on quotes, each with its words. */
function Cards({ cards }: { cards: ExplorerHomeQuery['cards']['nodes'] }) {
  if (cards.length === 0) return null
  return (
    <section aria-labelledby="story">
      <h2 id="story">Read an event</h2>
      <ul class="cards">
        {cards.map((event) => {
          const [claim] = event.claims
          return (
            <li class="card">
              <p class="when">{timeWords(event.occurred)}</p>
              <h3>
                <Name href={`/events/${event.id}`}>{event.title}</Name>
              </h3>
              <Badges {...event} />
              {claim && (
                <p>
                  <q dir="auto">{claim.quote.exact}</q>
                  <span class="note">
                    {' '}
                    <Chain names={claim.attribution.map(({ name }) => name)} />
                  </span>
                </p>
              )}
            </li>
          )
        })}
      </ul>
    </section>
  )
}

function Datasets({ datasets }: Pick<ExplorerHomeQuery, 'datasets'>) {
  return (
    <section aria-labelledby="datasets">
      <h2 id="datasets">Datasets</h2>
      <div class="scroll" tabIndex={0} role="region" aria-label="The datasets as a table">
        <table>
          <thead>
            <tr>
              <th scope="col">Dataset</th>
              <th scope="col" class="number">
                Events
              </th>
              <th scope="col">Made</th>
              <th scope="col">Licence</th>
              <th scope="col">Last import</th>
            </tr>
          </thead>
          <tbody>
            {datasets.map(({ name, title, eventCount, method, licence, lastImportAt }) => (
              <tr>
                <td>
                  <Name href={datasetPath(name)}>{title}</Name>
                </td>
                <td class="number">{countWords(eventCount)}</td>
                <td>{method === 'CODED' ? 'by a machine' : `by people (${wordsOf(method)})`}</td>
                <td dir="auto">{licence}</td>
                <td>{lastImportAt === null ? '–' : dateWords(lastImportAt)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

function Questions({ examples }: { examples: readonly Example[] }) {
  return (
    <section aria-labelledby="questions">
      <h2 id="questions">Questions that the API answers</h2>
      <ul>
        {examples.map(({ question, query }) => (
          <li>
            <a href={graphiqlPath(query)}>{question}</a>
          </li>
        ))}
      </ul>
      <p>
        The <a href="/schema.graphql">schema</a> describes every field; a report to publish follows{' '}
        <a href="/report.schema.json">report.schema.json</a>. <code>/export</code> makes CSV, NDJSON and GeoJSON of any
        list of events.
      </p>
    </section>
  )
}
