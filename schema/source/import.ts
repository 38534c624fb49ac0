import { sql } from 'drizzle-orm'
import { imports, type ImportRow, type ReasonCount as Reason } from '../../database/tables/import.ts'
import { CURSOR_BOUND } from '../builder/bound.ts'
import { builder } from '../builder/builder.ts'
import { enumType } from '../builder/enum-type.ts'
import { DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE } from '../builder/page-size.ts'
import { connectionOf } from '../relay/connection.ts'
import type { PageArguments } from '../relay/keyset.ts'
import { nestedList } from '../relay/nested-list.ts'
import { Dataset } from './dataset.ts'

const ImportState = enumType<ImportRow['state']>('ImportState', 'The state of an import.', {
  RUNNING: 'The import is running.',
  DONE: 'The file was read to its end.',
  FAILED: 'The import ended with an error; rows stored before the error are kept.',
  INTERRUPTED: 'The process of the import was stopped; the next import of the dataset recorded this.',
})

const ReasonCount = builder.objectRef<Reason>('ReasonCount').implement({
  description: 'The number of rows with the same reason.',
  fields: (t) => ({
    reason: t.exposeString('reason', { description: 'The reason, as a text.' }),
    count: t.exposeInt('count', { description: 'The number of rows.' }),
  }),
})

const Import = builder.objectRef<ImportRow>('Import').implement({
  description: 'An import of one file into a dataset. A file with reports for several datasets has an import in each.',
  fields: (t) => ({
    file: t.exposeString('file', { description: 'The name of the file, without its folder.' }),
    format: t.exposeString('format', {
      description: 'The format of the file, such as gdelt-2-events; dateline-reports for reports.',
    }),
    sha256: t.expose('sha256', {
      type: 'Sha256',
      description: 'The digest of the file as received, before decompression.',
    }),
    byteCount: t.exposeFloat('byteCount', {
      description: 'The size of the file in bytes as received, before decompression.',
    }),
    state: t.expose('state', { type: ImportState, description: 'The state of the import.' }),
    startedAt: t.expose('startedAt', { type: 'DateTime', description: 'When the import started.' }),
    finishedAt: t.expose('finishedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When the import ended; null while it is running.',
    }),
    rowsRead: t.exposeInt('rowsRead', {
      description:
        'The number of rows read, without blank lines; reports are rows too. When the import is done, it is the sum of `rowsWritten`, `rowsMerged`, `rowsUnchanged`, `rowsRepeated`, `rowsSuperseded` and `rowsRejected`.',
    }),
    rowsWritten: t.exposeInt('rowsWritten', {
      description: 'The number of rows that created or corrected an event, wrote a mention or published a report.',
    }),
    rowsUnchanged: t.exposeInt('rowsUnchanged', {
      description: 'The number of rows that were stored before with the same content.',
    }),
    rowsMerged: t.exposeInt('rowsMerged', {
      description: 'The number of rows about an event, or a mention, that another row describes.',
    }),
    rowsRepeated: t.exposeInt('rowsRepeated', {
      description: 'The number of rows that the file had before.',
    }),
    rowsSuperseded: t.exposeInt('rowsSuperseded', {
      description: 'The number of rows that a newer release covers; they were not stored.',
    }),
    release: t.exposeString('release', {
      nullable: true,
      description: 'The name of the release that the file belongs to, such as 23.1; null if none was named.',
    }),
    rowsRejected: t.exposeInt('rowsRejected', { description: 'The number of unusable rows.' }),
    eventsCreated: t.exposeInt('eventsCreated', { description: 'The number of events created.' }),
    eventsCorrected: t.exposeInt('eventsCorrected', { description: 'The number of events corrected.' }),
    eventsRetracted: t.exposeInt('eventsRetracted', {
      description: 'The number of events retracted because a new release no longer contains them.',
    }),
    mentionsWritten: t.exposeInt('mentionsWritten', {
      description: 'The number of mentions written: one for each event that an article reports.',
    }),
    rejectedRows: t.expose('rejectedRows', {
      type: [ReasonCount],
      description: 'The reasons why rows were rejected, most frequent first.',
    }),
    warnings: t.expose('warnings', {
      type: [ReasonCount],
      description: 'The warnings about rows that were imported, most frequent first.',
    }),
    error: t.exposeString('error', {
      nullable: true,
      description: 'The error that ended the import; null unless it failed.',
    }),
  }),
})

const importsOfDataset = nestedList<ImportRow, PageArguments>({
  list: 'Dataset.imports',
  rowsOf: () => ({
    table: imports,
    where: sql`${imports.datasetId} = parent.id`,
    order: { sort: imports.startedAt, type: 'timestamptz', id: imports.id, descending: true },
  }),
  scopeOf: () => [],
})

const { connection: ImportConnection } = connectionOf(Import, 'imports')

builder.objectField(Dataset, 'imports', (t) =>
  t.field({
    type: ImportConnection,
    description: 'The import log of the dataset, latest first.',
    args: {
      first: t.arg.int({ description: `The number of rows, 1 to ${MAX_PAGE_SIZE}. Default: ${DEFAULT_PAGE_SIZE}.` }),
      after: t.arg.string({ bound: CURSOR_BOUND, description: 'Only rows after this cursor.' }),
    },
    resolve: ({ id }, args, context) => importsOfDataset(id, args, context),
  }),
)
