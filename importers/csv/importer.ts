import { Readable } from 'node:stream'
import type { Importer, ParsedRow } from '../feed/importer.ts'
import type { Input } from '../read/input.ts'
import { delimitedRows } from '../read/rows.ts'
import { assertStorable, type Row } from '../values/cells.ts'
import { parseCells } from '../values/parse-row.ts'
import { mappedColumns, readHeader, type Header } from './columns.ts'
import { parseEventRow } from './event-draft.ts'
import type { Mapping } from './mapping/mapping.ts'

/**
 * Makes the importer of a file from a mapping.
 * @throws {UnreadableFileError} if the header of the file does not have the columns of the mapping
 */
export async function spreadsheetImporter(mapping: Mapping, input: Input): Promise<Importer> {
  const { name, title, licence, citation = null, homepage = null, method } = mapping.dataset
  const header = await readHeader(inUtf8(input, mapping), mapping)
  return {
    format: 'spreadsheet',
    dataset: { name, title, licence, citation, homepage, method },
    columns: { used: [...mappedColumns(mapping).keys()], ignored: [] },
    listsAllMentions: true,
    labels: { scheme: 'DATASET', codes: labelsOf(mapping) },
    recognizes: () => 1,
    read: (file) => readRows(inUtf8(file, mapping), mapping, header),
  }
}

function labelsOf({ dataset, codes }: Mapping): Map<string, string> {
  const labels = codes.flatMap((code) => Object.entries(code.labels ?? {}))
  return new Map(labels.map(([code, label]) => [`${dataset.name}:${code}`, label]))
}

async function* readRows(
  input: Pick<Input, 'open'>,
  mapping: Mapping,
  { delimiter, columns }: Header,
): AsyncGenerator<ParsedRow> {
  const used = mappedColumns(mapping)
  const positions = columns.flatMap((name, at) => (used.has(name) ? [[name, at] as const] : []))
  let isHeader = true
  for await (const row of delimitedRows(input, delimiter)) {
    if (isHeader) isHeader = false
    else {
      yield parseCells(row, columns, (values) => {
        const cells: Row = {}
        for (const [name, at] of positions) {
          const text = values[at]?.trim() ?? ''
          if (text !== '') cells[name] = text
        }
        assertStorable(cells, new Set())
        return { eventRow: parseEventRow(cells, mapping) }
      })
    }
  }
}

/** The content of a file in UTF-8. */
function inUtf8<File extends Pick<Input, 'open'>>(input: File, { file: { encoding } }: Mapping): File {
  if (encoding === 'utf-8') return input
  return { ...input, open: async () => Readable.from(decoded(await input.open(), encoding)) }
}

async function* decoded(content: AsyncIterable<Buffer>, encoding: string): AsyncGenerator<Buffer> {
  const decoder = new TextDecoder(encoding)
  for await (const chunk of content) yield Buffer.from(decoder.decode(chunk, { stream: true }))
  yield Buffer.from(decoder.decode())
}
