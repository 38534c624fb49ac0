import { countryNamesByCode, countryByUsualName, type CountryNames } from '../../database/values/country-names.ts'
import type { NamedEntity } from './entity-names.ts'

type ExternalIds = NamedEntity['externalIds']

/** The kinds whose names and codes are those of a country. */
function isCountryOrState(kind: string): boolean {
  return kind === 'STATE' || kind === 'COUNTRY'
}

function isCountryCode({ scheme }: ExternalIds[number]): boolean {
  return scheme === 'ISO3166_A2' || scheme === 'ISO3166_A3'
}

function usualNamesOf({ kind, externalIds }: Pick<NamedEntity, 'kind' | 'externalIds'>): CountryNames | undefined {
  const code = isCountryOrState(kind) ? externalIds.find(isCountryCode) : undefined
  return code && countryNamesByCode(code.value)
}

/**
 * Returns the usual names that a country or a state with an ISO 3166-1 code lacks, as aliases; none for other entities.
 * @param mainName the name of the stored row
 */
export function missingUsualNames(
  entity: Omit<NamedEntity, 'id'>,
  mainName = entity.name,
): NamedEntity['names'][number][] {
  const known = new Set([mainName, ...entity.names.map(({ name }) => name)])
  const names = usualNamesOf(entity)?.names ?? []
  return names.filter((name) => !known.has(name)).map((name) => ({ name, kind: 'ALIAS' }))
}

/**
 * Adds the ISO 3166-1 code to a country or a state of a report that has none, but one of the usual names of a country, so
 * that it matches the stored one by any of them.
 */
export function withUsualCode<Draft extends { kind: string; name: string; externalIds: ExternalIds }>(
  draft: Draft,
): Draft {
  const { kind, name, externalIds } = draft
  if (!isCountryOrState(kind) || externalIds.some(isCountryCode)) return draft
  const usual = countryByUsualName(name)
  if (usual === undefined) return draft
  return { ...draft, externalIds: [...externalIds, { scheme: 'ISO3166_A3' as const, value: usual.iso3 }] }
}
