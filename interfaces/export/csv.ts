import { valueAt } from './columns.ts'
import type { Format } from './format.ts'
import { columnNames } from './plan.ts'

const LINE_END = '\r\n'

/** What a spreadsheet may take for a formula, also in its full-width forms; and the sign that says that it is a text. */
const FORMULA = /^[=+\-@\t\r\n'＝＋－＠]/

/** RFC 4180, with lines of comments before the head. A null is an empty cell, an empty text is `""`. */
export const CSV: Format = {
  contentType: 'text/csv; charset=utf-8; header=present',
  head: (plan, metadata) => `${metadata ? commentsOf(metadata) : ''}${line(columnNames(plan))}`,
  row: ({ node, cursor }, { columns }) => line([...columns.map(({ path }) => valueAt(node, path)), cursor]),
  separator: '',
  tail: '',
}

type Described = NonNullable<Parameters<Format['head']>[1]>

function commentsOf({ request, asOf, datasets, columns }: Described): string {
  return [
    `Exported from Dateline as of ${asOf}`,
    // Percent-encoded, so that it has no separator of cells.
    `request: ${request}`,
    ...datasets.map(
      ({ name, title, licence, citation }) =>
        `dataset ${name}: ${title}; licence: ${licence}${citation === null ? '' : `; cite: ${citation}`}`,
    ),
    ...columns.map(({ name, type, description }) => `column ${name} (${type}): ${description}`),
    'column cursor (String!): The position of the row; to resume, repeat the request with it as after.',
  ]
    .map((comment) => `# ${commentText(comment)}${LINE_END}`)
    .join('')
}

/** A spreadsheet splits a comment at separators, and could take a part for a formula. */
function commentText(text: string): string {
  return text
    .replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .replaceAll('"', "'")
    .replaceAll(/(?<=[,;]\s*)(?=[=+\-@＝＋－＠])/g, "'")
}

function line(values: readonly unknown[]): string {
  return `${values.map(cellOf).join(',')}${LINE_END}`
}

function cellOf(value: unknown): string {
  if (value === null || value === undefined) return ''
  // A number is no formula, also a negative one.
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  const safe = FORMULA.test(text) ? `'${text}` : text
  return safe === '' || /[",#;\r\n\t]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
