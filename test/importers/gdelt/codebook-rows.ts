import { chanceOf } from '../../support/random.ts'

/** Cells of a row by column. */
export type Cells = Record<string, string>

const ACTORS: Cells[] = [
  { Code: '', Name: '', CountryCode: '' },
  { Code: 'RUS', Name: 'RUSSIA', CountryCode: 'RUS' },
  { Code: 'AZE', Name: 'AZERBAIJAN', CountryCode: 'AZE' },
  { Code: 'AZEMIL', Name: 'AZERBAIJANI ARMY', CountryCode: 'AZE', Type1Code: 'MIL' },
]

const BAKU = { Lat: '40.3953', Long: '49.8822', CountryCode: 'AJ' }
const PLACES: Cells[] = [
  { Type: '4', FullName: 'Baku, Baki, Azerbaijan', ADM1Code: 'AJ09', FeatureID: '-2705195', ...BAKU },
  {
    Type: '4',
    FullName: 'Moscow, Moskva, Russia',
    CountryCode: 'RS',
    ADM1Code: 'RS48',
    Lat: '55.7522',
    Long: '37.6156',
    FeatureID: '-2960561',
  },
  { Type: '1', FullName: 'Azerbaijan', CountryCode: 'AJ', ADM1Code: 'AJ', Lat: '40.5', Long: '47.5', FeatureID: 'AJ' },
  { Type: '', FullName: '', CountryCode: '', ADM1Code: '', Lat: '', Long: '', FeatureID: '' },
]

const CODES = ['036', '040', '041', '042', '042', '043', '043', '044', '045', '046', '193']

/** Random rows of few articles, actors and places, so that many describe one event. */
export function randomCells(seed: number, rowCount: number): Cells[] {
  const chance = chanceOf(seed)
  const columns = (prefix: string, cells: Cells) =>
    Object.fromEntries(Object.entries(cells).map(([name, value]) => [`${prefix}${name}`, value]))
  return Array.from({ length: rowCount }, (_, n) => ({
    GLOBALEVENTID: String(1000 + n),
    SQLDATE: chance.is(0.1) ? '20160404' : '20160405',
    ...columns('Actor1', chance.of(ACTORS)),
    ...columns('Actor2', chance.of(ACTORS)),
    EventCode: chance.of(CODES),
    NumMentions: String(1 + chance.below(9)),
    AvgTone: String(-chance.below(5)),
    ...columns('ActionGeo_', chance.of(PLACES)),
    Actor1Geo_FullName: chance.of(['', 'Georgia']),
    DATEADDED: chance.of(['20160405121500', '20160405123000']),
    SOURCEURL: chance.of(['1', '1', '1', '1', '2', '2', '']).replace(/^./, 'http://news.example/$&'),
  }))
}

/** The rows of each event, by the rules of the codebook and of DESIGN, without any code of the importer. */
export function groupByEvent(rows: readonly Cells[]): Cells[][] {
  const groups = new Map<string, Cells[]>()
  for (const row of rows) groups.set(keyOf(row), [...(groups.get(keyOf(row)) ?? []), row])
  return [...groups.values()]
}

function keyOf(row: Cells): string {
  const { EventCode: code = '', SOURCEURL: url = '', SQLDATE: day, GLOBALEVENTID: number } = row
  if (url === '') return `row ${number}`
  const [first = '', second = ''] = [1, 2].map((n) => row[`Actor${n}Code`])
  if (['042', '043'].includes(code)) {
    return ['visit', url, day, ...(code === '042' ? [first, second] : [second, first])].join('|')
  }
  const contact = { '036': 'intent', '040': 'meeting', '044': 'meeting', '041': 'call', '046': 'talks' }[code]
  if (contact !== undefined)
    return [contact, url, day, ...(first < second ? [first, second] : [second, first])].join('|')
  return ['act', url, day, code, first, second, row['ActionGeo_FullName']].join('|')
}
