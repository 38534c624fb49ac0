import { max, count, sql } from 'drizzle-orm'
import { prepared } from '../../database/sql/prepared.ts'
import { datasets, type DatasetRow } from '../../database/tables/dataset.ts'
import { events } from '../../database/tables/event.ts'
import { imports } from '../../database/tables/import.ts'
import { submissions } from '../../database/tables/submission.ts'
import { builder } from '../builder/builder.ts'
import { createLoader, LOAD_ORDER, rowBy } from '../loaders/loader.ts'
import { registerEntity } from '../relay/federation.ts'
import { idField, Node, registerNode } from '../relay/node.ts'

export const Dataset = builder.objectRef<DatasetRow>('Dataset')

export const datasetLoader = rowBy(LOAD_ORDER.SOURCE, datasets, datasets.id)

const countEvents = prepared((db) =>
  db
    .select({ id: events.datasetId, value: count() })
    .from(events)
    .where(sql`${events.datasetId} = any(${sql.placeholder('keys')}::uuid[])`)
    .groupBy(events.datasetId),
)

const eventCounts = createLoader<string, number>(LOAD_ORDER.SOURCE, async (ids, { db }) => {
  const rows = new Map((await countEvents(db, ids)).map(({ id, value }) => [id, value]))
  return ids.map((id) => rows.get(id) ?? 0)
})

const readSubmissions = prepared((db) =>
  db
    .select({ id: submissions.datasetId, last: max(submissions.acceptedAt), value: count() })
    .from(submissions)
    .where(sql`${submissions.datasetId} = any(${sql.placeholder('keys')}::uuid[])`)
    .groupBy(submissions.datasetId),
)

const submitted = createLoader<string, { last: string | null; value: number }>(
  LOAD_ORDER.SOURCE,
  async (ids, { db }) => {
    const rows = new Map((await readSubmissions(db, ids)).map((row) => [row.id, row]))
    return ids.map((id) => rows.get(id) ?? { last: null, value: 0 })
  },
)

const readLastImports = prepared((db) =>
  db
    .select({ id: imports.datasetId, last: max(imports.startedAt) })
    .from(imports)
    .where(sql`${imports.datasetId} = any(${sql.placeholder('keys')}::uuid[])`)
    .groupBy(imports.datasetId),
)

const lastImports = createLoader<string, string | null>(LOAD_ORDER.SOURCE, async (ids, { db }) => {
  const rows = new Map((await readLastImports(db, ids)).map(({ id, last }) => [id, last]))
  return ids.map((id) => rows.get(id) ?? null)
})

Dataset.implement({
  description: 'Where events come from: a curated desk or a feed, with the terms under which its data may be used.',
  interfaces: [Node],
  fields: (t) => ({
    id: t.id(idField('dataset')),
    name: t.exposeString('name', { description: 'The short name by which filters speak of it.' }),
    title: t.exposeString('title', { description: 'Its title in full.' }),
    licence: t.exposeString('licence', { description: 'Under which terms its data may be used.' }),
    citation: t.exposeString('citation', { nullable: true, description: 'How its makers ask to be cited.' }),
    homepage: t.expose('homepage', { type: 'URL', nullable: true, description: 'Where it is described.' }),
    eventCount: t.int({
      description: 'How many events it has given, of every kind and realis.',
      resolve: ({ id }, _args, context) => eventCounts(context).load(id),
    }),
    mentionCount: t.int({
      description: 'How many report documents were accepted from it.',
      resolve: async ({ id }, _args, context) => (await submitted(context).load(id)).value,
    }),
    lastImportAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'When data of it was last taken in.',
      resolve: async ({ id }, _args, context) => {
        const [accepted, imported] = await Promise.all([submitted(context).load(id), lastImports(context).load(id)])
        return (
          [accepted.last, imported]
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

builder.queryField('datasets', (t) =>
  t.field({
    type: [Dataset],
    description: 'Every dataset that events come from, by name.',
    resolve: (_root, _args, { db }) => db.select().from(datasets).orderBy(datasets.name),
  }),
)
