import { compose } from '../../database/values/normalize-name.ts'
import type { CodingDraft } from '../feed/draft.ts'
import { parseNumber } from '../values/dates.ts'
import type { Row } from './columns.ts'
import type { GdeltLocation } from './geography.ts'
import type { CodeMeaning } from './kinds.ts'

interface CodedRow {
  row: Row
  rowNumber: number
  code: string
  addedAt: string
  meaning: CodeMeaning
  location: GdeltLocation
}

/** The coding of a row: what it says that the other rows of its event may say otherwise. */
export function codingOf({ row, rowNumber, code, addedAt, meaning, location }: CodedRow): CodingDraft {
  return {
    rowNumber,
    key: row['SOURCEURL'] === undefined ? 'ROW' : meaning.isMutual ? 'CONTACT' : 'ACT',
    code,
    goldsteinScale: parseNumber(row['GoldsteinScale']) ?? null,
    quadClass: parseNumber(row['QuadClass']) ?? null,
    isRootEvent: row['IsRootEvent'] === undefined ? null : row['IsRootEvent'] === '1',
    averageTone: parseNumber(row['AvgTone']) ?? null,
    mentionCount: parseNumber(row['NumMentions']) ?? null,
    sourceCount: parseNumber(row['NumSources']) ?? null,
    articleCount: parseNumber(row['NumArticles']) ?? null,
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

function textOf(cell: string | undefined): string | null {
  return cell === undefined ? null : compose(cell)
}
