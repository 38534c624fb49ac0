import { sql } from 'drizzle-orm'
import { imports, type ImportRow, type ReasonCount as Reason } from '../../database/tables/import.ts'
import { builder } from '../builder/builder.ts'
import { enumType } from '../builder/enum-type.ts'
import { connectionOf } from '../relay/connection.ts'
import type { PageArguments } from '../relay/keyset.ts'
import { nestedList } from '../relay/nested-list.ts'
import { Dataset } from './dataset.ts'

const ImportState = enumType<ImportRow['state']>('ImportState', 'What has become of an import.', {
  RUNNING: 'It runs.',
  DONE: 'The file was read to its end.',
  FAILED: 'It ended with an error; what was stored until then stays.',
  INTERRUPTED: 'It was ended from outside; the next import found it so.',
})

const ReasonCount = builder.objectRef<Reason>('ReasonCount').implement({
  description: 'How many rows share one reason.',
  fields: (t) => ({
    reason: t.exposeString('reason', { description: 'The reason, in words.' }),
    count: t.exposeInt('count', { description: 'How many rows.' }),
  }),
})

const Import = builder.objectRef<ImportRow>('Import').implement({
  description: 'One run of one file into a dataset.',
  fields: (t) => ({
    file: t.exposeString('file', { description: "The file's name, without its folder." }),
    format: t.exposeString('format', { description: 'In which format it was read, such as gdelt-2-events.' }),
    sha256: t.expose('sha256', { type: 'Sha256', description: 'The digest of the file as it was given.' }),
    byteCount: t.exposeFloat('byteCount', { description: 'The size of the file as it was given, in bytes.' }),
    state: t.expose('state', { type: ImportState, description: 'What has become of it.' }),
    startedAt: t.expose('startedAt', { type: 'DateTime', description: 'When it began.' }),
    finishedAt: t.expose('finishedAt', { type: 'DateTime', nullable: true, description: 'When it ended.' }),
    rowsRead: t.exposeInt('rowsRead', { description: 'How many rows were read.' }),
    rowsUnchanged: t.exposeInt('rowsUnchanged', { description: 'How many said what they had said before.' }),
    rowsMerged: t.exposeInt('rowsMerged', { description: 'How many told of an event that another row tells.' }),
    rowsRejected: t.exposeInt('rowsRejected', { description: 'How many could not be used.' }),
    eventsCreated: t.exposeInt('eventsCreated', { description: 'How many events are new by it.' }),
    eventsCorrected: t.exposeInt('eventsCorrected', { description: 'How many events it corrected.' }),
    eventsRetracted: t.exposeInt('eventsRetracted', { description: 'How many events a release no longer had.' }),
    mentionsWritten: t.exposeInt('mentionsWritten', { description: 'How many reports of events it wrote.' }),
    rejectedRows: t.expose('rejectedRows', {
      type: [ReasonCount],
      description: 'Why rows could not be used, the most frequent first.',
    }),
    warnings: t.expose('warnings', {
      type: [ReasonCount],
      description: 'What is odd about rows that were used, the most frequent first.',
    }),
    error: t.exposeString('error', { nullable: true, description: 'Why it failed.' }),
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
    description: 'The ledger of its imports, the last first.',
    args: {
      first: t.arg.int({ description: 'How many rows, 1 to 100; 20 where left out.' }),
      after: t.arg.string({ description: 'Only rows after this cursor.' }),
    },
    resolve: ({ id }, args, context) => importsOfDataset(id, args, context),
  }),
)
