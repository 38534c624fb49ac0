import { z } from 'zod'
import { IMPORTED_DATASETS, REALIS } from '../../../database/tables/enums.ts'
import { EVENT_KINDS, rolesOf } from '../../../database/tables/event-kinds.ts'
import { mustBe } from '../../../ingest/format/must-be.ts'
import { text, webAddress } from '../../../ingest/format/values.ts'
import { detailFieldsOfKind, details } from './details.ts'
import { columnName, textField, wordField } from './fields.ts'
import { code, location, participant, quantity, relation, source, time } from './parts.ts'

const MAX_ITEMS = 20

const dataset = z
  .strictObject({
    name: z
      .string()
      .regex(/^[a-z][a-z0-9-]{0,49}$/, mustBe('1 to 50 lower-case letters, digits and hyphens, a letter first'))
      .refine((name) => !IMPORTED_DATASETS.some((imported) => imported === name), {
        error: ({ input }) =>
          `must not be the name of a feed (${IMPORTED_DATASETS.join(', ')}); got "${String(input)}".`,
      })
      .describe('The short name of the dataset, as filters use it. External ids begin with it.'),
    title: text(300).describe('The full title.'),
    licence: text(300).describe('The licence of the data.'),
    citation: text(1000).optional().describe('The citation that its authors ask for.'),
    homepage: webAddress.optional().describe('The web page of the dataset.'),
    method: z
      .enum(['CURATED', 'CODED'])
      .meta({ title: 'DatasetMethod' })
      .describe(
        'CURATED if people made or checked the rows and name a source of each: events are LISTED. CODED if a machine made them: events are CODED, and lists leave them out by default.',
      ),
  })
  .meta({ id: 'SpreadsheetDataset', description: 'The dataset that the rows belong to.' })

const file = z
  .strictObject({
    delimiter: z
      .string()
      .length(1)
      .optional()
      .describe('The character between two cells. The default is the comma, semicolon, tab or bar of the header.'),
    encoding: z
      .enum(['utf-8', 'utf-16le', 'windows-1250', 'windows-1251', 'windows-1252', 'iso-8859-1', 'iso-8859-15'])
      .default('utf-8')
      .describe('The encoding of the file.'),
    decimal: z.enum(['.', ',']).default('.').describe('The decimal sign of numbers.'),
  })
  .meta({ id: 'FileFormat', description: 'How the file is written.' })

/** How the columns of a spreadsheet become the fields of events. */
export const mappingSchema = z
  .strictObject({
    dataset,
    file: file.prefault({}),
    id: z
      .array(columnName)
      .min(1)
      .max(5)
      .describe(
        'The columns that identify a row: its own id, or several columns that together are unique. A row with a known id corrects its event. The id is kept as an external id with the scheme DATASET.',
      ),
    kind: wordField('EventKind', EVENT_KINDS).describe('The kind of the event.'),
    title: textField.describe('What happened, in one line. Every row must have it.'),
    summary: textField.optional().describe('A summary of what is known.'),
    realis: wordField('Realis', REALIS)
      .default({ constant: 'ACTUAL' })
      .describe('Whether the event took place, is planned, is demanded, or is hypothetical.'),
    time,
    location: location.optional(),
    participants: z.array(participant).max(MAX_ITEMS).default([]).describe('The actors that take part.'),
    quantities: z.array(quantity).max(MAX_ITEMS).default([]).describe('The numbers, such as fatalities.'),
    details: details.prefault({}).describe('The fields that only events of some kinds have, such as durationMinutes.'),
    relations: z.array(relation).max(MAX_ITEMS).default([]).describe('The relations to the events of other rows.'),
    codes: z.array(code).max(MAX_ITEMS).default([]).describe('The codes of the event in the scheme of the dataset.'),
    sources: z.array(source).max(MAX_ITEMS).default([]).describe('The articles that report the event.'),
    releaseScope: textField
      .optional()
      .describe(
        'The part of the dataset for which a release is complete, such as a country. The default is the whole dataset.',
      ),
  })
  .superRefine(({ dataset: { method }, sources, kind, participants, details: ofKind }, context) => {
    if (method === 'CURATED' && sources.length === 0) {
      const message =
        'needs at least one source, because the dataset is CURATED: name the columns of the sources, or write `method: CODED`.'
      context.addIssue({ code: 'custom', path: ['sources'], message })
    }
    if (kind.constant === undefined) return
    const fields = detailFieldsOfKind(kind.constant)
    for (const name of Object.keys(ofKind).filter((each) => !fields.includes(each))) {
      const allowed = fields.length > 0 ? `has the fields ${fields.join(', ')}` : 'has no fields of its own'
      context.addIssue({
        code: 'custom',
        path: ['details', name],
        message: `must be left out: ${kind.constant} ${allowed}.`,
      })
    }
    for (const [n, { role }] of participants.entries()) {
      if (role.constant === undefined || rolesOf(kind.constant).includes(role.constant)) continue
      const message = `must be a role of ${kind.constant}: ${rolesOf(kind.constant).join(', ')}; got ${role.constant}.`
      context.addIssue({ code: 'custom', path: ['participants', n, 'role', 'constant'], message })
    }
  })
  .describe('How the columns of a spreadsheet become the fields of events.')

export type Mapping = z.output<typeof mappingSchema>
