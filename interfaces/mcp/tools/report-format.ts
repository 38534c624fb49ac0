import { isInputObjectType, isRequiredInputField, type GraphQLInputObjectType } from 'graphql'
import { z } from 'zod'
import { clientError } from '../../../schema/builder/errors.ts'
import { schema } from '../../../schema/schema.ts'
import { fitting } from '../bounded-answer.ts'
import { declareTool } from '../tool.ts'

const REPORT = 'PublishReportInput'

const EXAMPLE = {
  dataset: { name: 'desk', title: 'Example desk', licence: 'CC0-1.0' },
  article: { url: 'https://news.example/call', publisher: { name: 'Example News' }, publishedOn: '2016-04-05' },
  text: 'The presidents of two states spoke by telephone on Tuesday, a spokesman said.',
  actors: [
    { key: 'a', kind: 'PERSON', name: 'First President' },
    { key: 'b', kind: 'PERSON', name: 'Second President' },
  ],
  events: [
    {
      key: 'call',
      kind: 'PHONE_CALL',
      realis: 'ACTUAL',
      title: 'The presidents speak',
      occurred: { edtf: '2016-04-05', basis: 'RELATIVE' },
      participations: [
        { actor: 'a', role: 'INITIATOR' },
        { actor: 'b', role: 'RECIPIENT' },
      ],
      claims: [{ aspect: 'OCCURRENCE', certainty: 'REPORTED', quote: { exact: 'spoke by telephone on Tuesday' } }],
    },
  ],
}

/** Describes the format of reports, one of its types at a time. */
export const REPORT_FORMAT = declareTool({
  name: 'report_format',
  title: 'Describe the format of reports',
  description:
    'The format of the reports of check_report and publish_report: an example and the fields of one type, such as EventInput or ClaimInput.',
  input: z.strictObject({ type: z.string().max(60).optional().describe(`default ${REPORT}, the whole report`) }),
  documents: {},
  run: async ({ type = REPORT }) => {
    const described = schema.getType(type)
    if (!isInputObjectType(described)) throw clientError('NOT_FOUND', `No type of reports is named ${type}.`)
    const { items: fields, isCut } = fitting(fieldsOf(described), { EXAMPLE })
    return { value: { type, fields, isCut, ...(type === REPORT && { example: EXAMPLE }) } }
  },
})

function fieldsOf(type: GraphQLInputObjectType): object[] {
  return Object.values(type.getFields()).map((field) => ({
    field: field.name,
    type: String(field.type),
    ...(isRequiredInputField(field) && { isRequired: true }),
    description: field.description,
  }))
}
