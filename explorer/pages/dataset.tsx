import type { DatasetRecord } from '../documents/records.ts'
import type { ExplorerDatasetQuery } from '../documents/types.ts'
import { datasetLinkedData } from '../formats/linked-data.ts'
import { EventSection } from '../parts/event-section.tsx'
import { Name } from '../parts/name.tsx'
import { WebLink } from '../parts/web-link.tsx'
import { datasetPath } from '../request/address.ts'
import type { Page } from '../request/page.ts'
import { labelOf } from '../words/enum-words.ts'
import { countWords } from '../words/number-words.ts'
import { momentWords } from '../words/time-words.ts'
import { Imports } from './dataset-imports.tsx'

interface Subject {
  dataset: DatasetRecord
  events: ExplorerDatasetQuery['events']
}

/** `/datasets/NAME` */
export const DATASET_PAGE: Page<ExplorerDatasetQuery, Subject> = {
  document: 'explorer-dataset',
  variablesOf: ({ id, search }) => ({ where: { dataset: [id] }, after: search.get('after') }),
  subjectOf: ({ datasets, events }, { id }) => {
    const dataset = datasets.find(({ name }) => name === id)
    return dataset && { dataset, events }
  },
  titleOf: ({ dataset: { title } }) => title,
  descriptionOf: ({ dataset: { title, licence } }) => `${title}: licence ${licence}; releases, imports and events.`,
  pathOf: ({ dataset: { name } }) => datasetPath(name),
  citationOf: ({ dataset: { title, name, lastImportAt } }) => ({
    title,
    author: name,
    state: (lastImportAt ?? new Date().toISOString()).slice(0, 10),
  }),
  linkedDataOf: ({ dataset }, origin) => datasetLinkedData(dataset, origin),
  filesOf: ({ dataset: { name } }) => ({ where: { dataset: [name] } }),
  render: ({ dataset, events }) => {
    const { title, name, licence, citation, homepage, method, eventCount, mentionCount, lastImportAt } = dataset
    return (
      <article>
        <h1>
          <Name>{title}</Name>
        </h1>
        <dl class="facts">
          <dt>Name</dt>
          <dd>{name}</dd>
          <dt>Licence</dt>
          <dd>
            <bdi>{licence}</bdi>
          </dd>
          <dt>Cite as</dt>
          <dd>
            <bdi>{citation ?? 'no citation is stated'}</bdi>
          </dd>
          {homepage && (
            <>
              <dt>Home page</dt>
              <dd>
                <WebLink url={homepage}>{homepage}</WebLink>
              </dd>
            </>
          )}
          <dt>Made by</dt>
          <dd>{METHODS[method] ?? labelOf(method)}</dd>
          <dt>Contents</dt>
          <dd>
            {countWords(eventCount)} events, {countWords(mentionCount)} reports of them in articles
          </dd>
          <dt>Last import</dt>
          <dd>{lastImportAt === null ? 'never: reports are published one by one' : momentWords(lastImportAt)}</dd>
        </dl>
        <Imports dataset={dataset} />
        <EventSection path={datasetPath(name)} events={events} filter={{ dataset: [name] }} />
      </article>
    )
  },
}

const METHODS: Readonly<Record<string, string>> = {
  EDITED: 'people, from articles, event by event',
  CURATED: 'people, for a research dataset',
  CODED: 'a machine, which read articles; no person checked each event',
}
