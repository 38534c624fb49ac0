import { writeFileSync } from 'node:fs'

/** A mapping with every kind of field. */
export const MAPPING = `dataset:
  name: example-strikes
  title: Strikes on the Example front
  licence: CC BY 4.0
  citation: Example desk
  method: CURATED
id: [no]
kind:
  column: type
  values: { shelling: ATTACK, talks: MEETING, fight: ARMED_CLASH }
title: { template: "{who} {type} in {town}" }
summary: { column: note }
time:
  begin: { column: from, format: dd.MM.yyyy }
  end: { column: to, format: dd.MM.yyyy }
  timeZone: Asia/Baku
  precision: { column: exact, values: { month: MONTH, day: DAY } }
location:
  country: { column: country, values: { Aserbaidschan: Azerbaijan } }
  place: { column: town }
  latitude: { column: lat }
  longitude: { column: lon }
participants:
  - name: { column: who, separator: "/" }
    role: { column: type, values: { shelling: PERPETRATOR, talks: PARTICIPANT, fight: BELLIGERENT } }
    kind: { constant: STATE }
  - name: { column: target }
    role: { constant: TARGET }
    kind: { column: target kind, otherwise: GROUP }
    country: { column: country, values: { Aserbaidschan: Azerbaijan } }
quantities:
  - measure: { constant: FATALITIES }
    of: { constant: deaths }
    unit: { constant: people }
    low: { column: dead min }
    high: { column: dead max }
codes:
  - code: { column: type }
    labels: { shelling: Shelling, talks: Talks between the sides }
sources:
  - url: { column: link }
    title: { column: headline }
    publishedOn: { column: published }
    language: { column: lang }
    quote: { column: quote }
  - publisher: { column: archive }
    publishedOn: { column: published }
`

/** A row of a spreadsheet by column name. */
export type SpreadsheetRow = Record<string, string>

export const ROW: SpreadsheetRow = {
  no: '1',
  type: 'shelling',
  from: '02.04.2016',
  to: '05.04.2016',
  exact: '',
  who: 'Armenia',
  target: 'Farmers',
  'target kind': '',
  town: 'Talysh',
  country: 'Aserbaidschan',
  lat: '40.37',
  lon: '46.75',
  'dead min': '2',
  'dead max': '5',
  note: 'Two villages, in the night',
  link: 'https://news.example/1',
  headline: 'Villages shelled',
  published: '2016-04-06',
  lang: 'en',
  quote: 'killing "at least" two',
  archive: '',
}

/** A row of another kind and with another id. */
export const TALKS = {
  ...ROW,
  no: '2a',
  type: 'talks',
  from: '05.04.2016',
  to: '',
  who: 'Armenia/Azerbaijan',
  target: '',
  town: 'Moscow',
  country: 'RU',
  lat: '',
  lon: '',
  'dead min': '',
  'dead max': '',
  link: 'https://news.example/2',
  headline: 'Talks begin',
  quote: '',
  archive: 'Example Radio',
}
/** A row whose source has no URL. */
export const FIGHT = { ...ROW, no: '3', type: 'fight', exact: 'month', to: '', target: '', 'dead max': '2', link: '' }

const COLUMNS = Object.keys(ROW)

/** The text of a spreadsheet. */
export function csvOf(rows: readonly SpreadsheetRow[], delimiter = ';', columns = COLUMNS): string {
  const quoted = (cell: string) => (/["\n,;\t|]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)
  const lines = [columns, ...rows.map((row) => columns.map((column) => row[column] ?? ''))]
  return lines.map((cells) => `${cells.map(quoted).join(delimiter)}\n`).join('')
}

/** Writes a file. @returns its path */
export function write(path: string, content: string | Buffer): string {
  writeFileSync(path, content)
  return path
}
