import type { CodeMeaning } from '../../database/tables/cameo-meanings.ts'
import { compose } from '../../database/values/normalize-name.ts'
import type { CodingDraft } from '../feed/draft.ts'
import { integerIn, MAX_INTEGER, numberIn, type Row } from '../values/cells.ts'
import type { GdeltLocation } from './geography.ts'

const COUNTS = { min: 0, max: MAX_INTEGER }

interface CodedRow {
  row: Row
  rowNumber: number
  code: string
  addedAt: string
  meaning: CodeMeaning
  location: GdeltLocation
}

/**
 * The coding of a row: what it says that the other rows of its event may say otherwise.
 * @throws {RejectedRowError} if a cell is not a number in the range of its column
 */
export function codingOf({ row, rowNumber, code, addedAt, meaning, location }: CodedRow): CodingDraft {
  const isRootEvent = integerIn(row, 'IsRootEvent', { min: 0, max: 1 })
  return {
    rowNumber,
    key: row['SOURCEURL'] === undefined ? 'ROW' : meaning.isMutual ? 'CONTACT' : 'ACT',
    code,
    goldsteinScale: numberIn(row, 'GoldsteinScale', { min: -10, max: 10 }) ?? null,
    quadClass: integerIn(row, 'QuadClass', { min: 1, max: 4 }) ?? null,
    isRootEvent: isRootEvent === undefined ? null : isRootEvent === 1,
    averageTone: toneOf(row) ?? null,
    mentionCount: integerIn(row, 'NumMentions', COUNTS) ?? null,
    sourceCount: integerIn(row, 'NumSources', COUNTS) ?? null,
    articleCount: integerIn(row, 'NumArticles', COUNTS) ?? null,
    addedAt,
    actor1Label: textOf(row['Actor1Name']),
    actor2Label: textOf(row['Actor2Name']),
    actor1PlaceText: textOf(row['Actor1Geo_FullName']),
    actor2PlaceText: textOf(row['Actor2Geo_FullName']),
    place: location.place ?? null,
    locationPrecision: location.locationPrecision ?? null,
    latitude: location.latitude ?? null,
    longitude: location.longitude ?? null,
    radiusKm: location.radiusKm ?? null,
    locationText: location.locationText ?? null,
  }
}

/** The tone of the article; the codebook gives the tone a scale from -100 to 100. */
export function toneOf(row: Row): number | undefined {
  return numberIn(row, 'AvgTone', { min: -100, max: 100 })
}

function textOf(cell: string | undefined): string | null {
  return cell === undefined ? null : compose(cell)
}
