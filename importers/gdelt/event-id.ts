import type { CodeMeaning } from '../../database/tables/cameo-meanings.ts'
import { deriveUuid } from '../../database/values/ids.ts'
import type { ActorDraft } from '../feed/draft.ts'
import type { DatasetDeclaration } from '../feed/importer.ts'
import type { Row } from '../values/cells.ts'
import { articleOf } from './articles.ts'
import type { GdeltLocation } from './geography.ts'

/** What decides which rows describe one event. */
interface Identity {
  row: Row
  dataset: DatasetDeclaration
  rowNumber: number
  /** YYYY-MM-DD */
  day: string
  code: string
  addedAt: string
  meaning: CodeMeaning
  source: ActorDraft | undefined
  target: ActorDraft | undefined
  location: GdeltLocation
}

/**
 * The UUID of the event of a row, by its key: rows with the same key describe one event. The key has nothing that depends
 * on other rows, so neither the order of rows nor their files decide which rows are one event. A row without an article
 * has its number as key: nothing tells if two such rows are one happening.
 */
export function eventIdOf(identity: Identity): string {
  const { row, dataset, rowNumber, day, addedAt, meaning } = identity
  const url = row['SOURCEURL']
  // The time leads the UUID, so that events of one time are stored close together.
  if (url === undefined) return deriveUuid(Date.parse(addedAt), 'event', dataset.name, String(rowNumber))
  const key = meaning.isMutual ? contactKey(identity) : actKey(identity)
  return deriveUuid(Date.parse(day), 'event', dataset.name, articleOf(url).id, day, ...key)
}

/**
 * GDELT writes a contact once from each side, and again for each place that the article names. The two actors have no
 * order, except visitor and host.
 */
function contactKey({ meaning: { kind, realis }, source, target }: Identity): string[] {
  const pair = [source?.id ?? '', target?.id ?? '']
  return ['contact', kind, realis ?? '', ...(kind === 'VISIT' ? pair : pair.toSorted())]
}

/** GDELT writes an act again if only the places of its actors differ. */
function actKey({ row, code, source, target, location }: Identity): string[] {
  const { place, locationPrecision, latitude, longitude, locationText } = location
  // Of a row without a name only the country is a stored place: its point says which part of the country.
  const isWholePlace = place !== undefined && (place.kind === 'COUNTRY') === (locationPrecision === 'COUNTRY')
  const feature = row['ActionGeo_FeatureID']
  const isNumbered = place?.kind === 'ADM1' && feature !== undefined && /^-?\d+$/.test(feature)
  // Of divisions, which a code identifies, GDELT also writes parts: only the number of the feature tells them apart.
  const where = isWholePlace
    ? ['place', place.id, ...(isNumbered ? [feature] : [])]
    : ['point', ...[place?.id, latitude, longitude, locationText].map((x) => String(x ?? ''))]
  return ['act', code, source?.id ?? '', target?.id ?? '', ...where]
}
