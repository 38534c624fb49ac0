import { max, count, sql } from 'drizzle-orm'
import { prepared } from '../../database/sql/prepared.ts'
import { datasets, type DatasetRow } from '../../database/tables/dataset.ts'
import { events } from '../../database/tables/event.ts'
import { imports } from '../../database/tables/import.ts'
import { ALL_COUNTRIES, eventCounts } from '../../database/tables/rollups.ts'
import { submissions } from '../../database/tables/submission.ts'
import { builder } from '../builder/builder.ts'
import { enumType } from '../builder/enum-type.ts'
import { createLoader, LOAD_ORDER, rowBy, sharedByMoments } from '../loaders/loader.ts'
import { after } from '../loaders/maybe-promise.ts'
import { load } from '../prefetch/relation.ts'
import { registerEntity } from '../relay/federation.ts'
import { idField, Node, registerNode, uuidOf } from '../relay/node.ts'

export const Dataset = builder.objectRef<DatasetRow>('Dataset')

const DatasetMethod = enumType(
  'DatasetMethod',
  'How the events of a dataset are made. An importer or an administrator states it; a report cannot.',
  {
    EDITED: 'People write the events down from what they read, as reports for `publishReport`.',
    CURATED: 'Researchers code the events by hand and check them, as UCDP does.',
    CODED: 'A machine codes the events from the text of articles, as GDELT does.',
  },
)

export const datasetLoader = sharedByMoments(rowBy(LOAD_ORDER.SOURCE, datasets, datasets.id))

const readEventCounts = prepared((db) =>
  db
    .select({
      id: eventCounts.datasetId,
      value: sql<number>`sum(${eventCounts.eventCount})::int`,
      mentions: sql<number>`sum(${eventCounts.mentionCount})::float8`,
    })
    .from(eventCounts)
    .where(
      sql`${eventCounts.view} = 'DETAILED' and ${eventCounts.grain} = 'EVER' and ${eventCounts.countryId} = ${sql.raw(`'${ALL_COUNTRIES}'`)}
        and ${eventCounts.datasetId} = any(${sql.placeholder('keys')}::uuid[])`,
    )
    .groupBy(eventCounts.datasetId),
)

/** Reads the events: `event_counts` has the current state only. */
const countEvents = prepared((db) =>
  db
    .select({ id: events.datasetId, value: count(), mentions: sql<number>`sum(${events.mentionCount})::float8` })
    .from(events)
    .where(sql`${events.datasetId} = any(${sql.placeholder('keys')}::uuid[])`)
    .groupBy(events.datasetId),
)

const eventCountsOfDataset = createLoader<string, { value: number; mentions: number }>(
  LOAD_ORDER.SOURCE,
  async (ids, { db, asOf }) => {
    const read = asOf === undefined ? readEventCounts : countEvents
    const countsById = new Map((await read(db, ids)).map((row) => [row.id, row]))
    return ids.map((id) => countsById.get(id) ?? { value: 0, mentions: 0 })
  },
)

const readSubmissions = prepared((db) =>
  db
    .select({ id: submissions.datasetId, last: max(submissions.acceptedAt), value: count() })
    .from(submissions)
    .where(sql`${submissions.datasetId} = any(${sql.placeholder('keys')}::uuid[])`)
    .groupBy(submissions.datasetId),
)

const submissionsOfDataset = createLoader<string, { last: string | null; value: number }>(
  LOAD_ORDER.SOURCE,
  async (ids, { db }) => {
    const rowById = new Map((await readSubmissions(db, ids)).map((row) => [row.id, row]))
    return ids.map((id) => rowById.get(id) ?? { last: null, value: 0 })
  },
)

const readLastImports = prepared((db) =>
  db
    .select({ id: imports.datasetId, last: max(imports.startedAt) })
    .from(imports)
    .where(sql`${imports.datasetId} = any(${sql.placeholder('keys')}::uuid[])`)
    .groupBy(imports.datasetId),
)

const lastImportOfDataset = createLoader<string, string | null>(LOAD_ORDER.SOURCE, async (ids, { db }) => {
  const lastById = new Map((await readLastImports(db, ids)).map(({ id, last }) => [id, last]))
  return ids.map((id) => lastById.get(id) ?? null)
})

Dataset.implement({
  description: 'A source of events: an editorial publisher or a data feed, with the licence of its data.',
  interfaces: [Node],
  fields: (t) => ({
    id: t.id(idField('dataset')),
    name: t.exposeString('name', { description: 'The short name, as used in filters.' }),
    title: t.exposeString('title', { description: 'The full title.' }),
    licence: t.exposeString('licence', { description: 'The licence of the data.' }),
    citation: t.exposeString('citation', {
      nullable: true,
      description: 'The citation that the authors request; null if they request none.',
    }),
    homepage: t.expose('homepage', {
      type: 'URL',
      nullable: true,
      description: 'The web page that describes the dataset; null if there is none.',
    }),
    method: t.expose('method', { type: DatasetMethod, description: 'How its events are made.' }),
    eventCount: t.int({
      description: 'The number of its events, of every kind and realis.',
      loads: [load(eventCountsOfDataset, 'id')],
      resolve: ({ id }, _args, context) => after(eventCountsOfDataset(context).load(id), ({ value }) => value),
    }),
    mentionCount: t.int({
      description: 'The number of mentions of its events: one for each event that an article reports.',
      loads: [load(eventCountsOfDataset, 'id')],
      resolve: ({ id }, _args, context) => after(eventCountsOfDataset(context).load(id), ({ mentions }) => mentions),
    }),
    reportCount: t.int({
      description:
        'The number of reports (documents given to `publishReport`) that were accepted for it: 0 for feeds, whose articles are counted by `mentionCount`.',
      loads: [load(submissionsOfDataset, 'id')],
      resolve: ({ id }, _args, context) => after(submissionsOfDataset(context).load(id), ({ value }) => value),
    }),
    lastImportAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'When data of this dataset was last published or imported; null if never.',
      loads: [load(submissionsOfDataset, 'id'), load(lastImportOfDataset, 'id')],
      resolve: async ({ id }, _args, context) => {
        const [submitted, lastImport] = await Promise.all([
          submissionsOfDataset(context).load(id),
          lastImportOfDataset(context).load(id),
        ])
        return (
          [submitted.last, lastImport]
            .filter((at) => at !== null)
            .toSorted()
            .at(-1) ?? null
        )
      },
    }),
  }),
})

registerNode('dataset', datasetLoader, () => 'Dataset')
registerEntity(Dataset, 'dataset', datasetLoader)

builder.queryFields((t) => ({
  dataset: t.field({
    type: Dataset,
    nullable: true,
    description: 'The dataset with an id; null if there is none.',
    args: { id: t.arg.id({ required: true, description: 'The id of the dataset.' }) },
    resolve: (_root, { id }, context) => datasetLoader(context).load(uuidOf('dataset', id)),
  }),
  datasets: t.field({
    type: [Dataset],
    description: 'All datasets, ordered by name.',
    resolve: (_root, _args, { db }) => db.select().from(datasets).orderBy(datasets.name),
  }),
}))
