import { z } from 'zod'
import { read } from '../../execute.ts'
import { declareTool, type Tool } from '../tool.ts'

const DOCUMENT = `mutation PublishByAgent($report: PublishReportInput!) {
  publishReport(input: $report) {
    isNew
    article { id url }
    resolved { key id isNew }
    events { key id certainty event { title claims { id quote { exact verification } } } }
    errors { code path message }
  }
}`

interface Data {
  publishReport: { errors: object[] } & Record<string, unknown>
}

const input = z.strictObject({
  report: z.record(z.string(), z.unknown()).describe('PublishReportInput: see report_format'),
})

interface Declared {
  name: string
  title: string
  description: string
  validateOnly: boolean
}

function declare({ name, title, description, validateOnly }: Declared): Tool {
  return declareTool({
    name,
    title,
    description,
    isReadOnly: validateOnly,
    input,
    documents: { [`mcp-${name.replace('_', '-')}`]: DOCUMENT },
    run: async ({ report }, execute) => {
      const { publishReport } = await read<Data>(execute, DOCUMENT, { report: { ...report, validateOnly } })
      const { errors, ...result } = publishReport
      return errors.length > 0
        ? { value: { errors, hint: 'Nothing was stored. Correct the report and call again.' }, isError: true }
        : { value: { ...result, isStored: !validateOnly } }
    },
  })
}

/** Checks a report, and stores nothing. */
export const CHECK_REPORT = declare({
  name: 'check_report',
  title: 'Check a report',
  description:
    'Checks a report without storing it: problems with their paths, and which stored actors and places it would match. Needs a key with the scope publish, as publish_report.',
  validateOnly: true,
})

/** Stores a report. */
export const PUBLISH_REPORT = declare({
  name: 'publish_report',
  title: 'Publish a report',
  description:
    'Stores one article with its events, and claims with verbatim quotes of its text. A retry stores nothing twice. Check it with check_report first.',
  validateOnly: false,
})
