import { sql } from 'drizzle-orm'
import { prepared } from '../../database/sql/prepared.ts'
import { releases, type ReleaseRow } from '../../database/tables/release.ts'
import { builder } from '../builder/builder.ts'
import { createLoader, LOAD_ORDER } from '../loaders/loader.ts'
import { related } from '../prefetch/relation.ts'
import { Dataset } from './dataset.ts'

const Release = builder.objectRef<ReleaseRow>('Release').implement({
  description: 'A release of a feed: data that its publisher gives out as complete for countries and years.',
  fields: (t) => ({
    name: t.exposeString('name', { description: 'The name that its publisher gives it, such as 23.1.' }),
    releasedOn: t.expose('releasedOn', {
      type: 'Date',
      description: 'The day of the release. Of two releases, the later one counts where both are complete.',
    }),
    importedAt: t.expose('importedAt', { type: 'DateTime', description: 'When its first file was imported.' }),
  }),
})

const readReleases = prepared((db) =>
  db
    .select()
    .from(releases)
    .where(sql`${releases.datasetId} = any(${sql.placeholder('keys')}::uuid[])`)
    .orderBy(sql`${releases.releasedOn} desc`, releases.name),
)

const releasesOfDataset = createLoader<string, ReleaseRow[]>(LOAD_ORDER.SOURCE, async (ids, { db }) => {
  const rows = await readReleases(db, ids)
  return ids.map((id) => rows.filter(({ datasetId }) => datasetId === id))
})

builder.objectField(Dataset, 'releases', (t) =>
  t.field({
    type: [Release],
    description: 'The releases that were imported, the newest first; none if the feed has no releases.',
    ...related(releasesOfDataset, 'id'),
  }),
)
