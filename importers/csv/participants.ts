import { ACTOR_KINDS, ROLES } from '../../database/tables/enums.ts'
import { rolesOf, type EventKindName } from '../../database/tables/event-kinds.ts'
import { deriveUuid } from '../../database/values/ids.ts'
import type { ActorDraft, EventDraft, PlaceDraft } from '../feed/draft.ts'
import type { FieldReader } from './field-values.ts'
import { countryBy, readCountry } from './location.ts'
import type { Mapping } from './mapping/mapping.ts'

const MAX_NAME = 300
const MAX_SIDE = 100

/**
 * Reads the participants of a row.
 * @param dataset the name of the dataset, a part of the ids of its actors
 * @throws {RejectedRowError} if a cell is not possible, or the kind of the event does not allow a role
 */
export function readParticipants(
  reader: FieldReader,
  dataset: string,
  eventKind: EventKindName,
  mapping: Mapping['participants'],
): EventDraft['participations'] {
  return mapping.flatMap((fields, n) => {
    const path = `participants[${n}]`
    const names = reader.texts(`${path}.name`, fields.name, MAX_NAME)
    if (names.length === 0) return []
    const role = reader.requiredWord(`${path}.role`, fields.role, ROLES)
    const allowed = rolesOf(eventKind)
    if (!allowed.includes(role))
      throw reader.reject(`${path}.role`, fields.role, `must be a role of ${eventKind}: ${allowed.join(', ')}`, role)
    const kind = reader.requiredWord(`${path}.kind`, fields.kind, ACTOR_KINDS)
    const country = readCountry(reader, `${path}.country`, fields.country)
    const side = reader.text(`${path}.side`, fields.side, MAX_SIDE) ?? null
    return names.map((name) => ({
      actor: actorOf(reader, dataset, kind, name, country),
      role,
      side,
      label: name,
      basis: 'EXPLICIT' as const,
    }))
  })
}

/** Two actors are one if they share dataset, kind, name and country, so that the order of rows never matters. */
export function actorOf(
  reader: FieldReader,
  dataset: string,
  kind: ActorDraft['kind'],
  name: string,
  country: PlaceDraft | undefined,
): ActorDraft {
  const state = kind === 'STATE' ? countryBy(name) : undefined
  if (state !== undefined) return stateOf(state, name)
  if (kind === 'STATE') reader.warnings.push('a state that is not in the table of countries')
  const displayName = country === undefined || name.includes(country.name) ? name : `${name} (${country.name})`
  return {
    id: deriveUuid(0, 'actors', 'spreadsheet', dataset, kind, name, country?.id ?? ''),
    kind,
    name: displayName,
    description: null,
    externalIds: [],
    names: displayName === name ? [] : [{ name, kind: 'ALIAS' }],
    ...(country && { country }),
  }
}

/** The state of a country; all feeds have the same. */
function stateOf(country: PlaceDraft, name: string): ActorDraft {
  const iso3 = country.externalIds.filter(({ scheme }) => scheme === 'ISO3166_A3')
  return {
    id: deriveUuid(0, 'actors', 'STATE', 'ISO3166_A3', iso3[0]?.value ?? country.name),
    kind: 'STATE',
    name: country.name,
    description: null,
    externalIds: iso3,
    names: name === country.name ? [] : [{ name, kind: 'ALIAS' }],
    country,
  }
}
