/** What is read of a location. */
const IDS = 'kind externalIds { scheme value }'
const LOCATION = `precision latitude longitude text
  place { ${IDS} parents { place { ${IDS} parents { place { ${IDS} } } } } }`

export const GDELT_SELECTION = `id kind title realis evidence certainty independentOriginCount
  occurred { edtf earliest latest precision }
  codings { externalId { scheme value } code { scheme code label } goldsteinScale averageTone mentionCount sourceCount
    articleCount isRootEvent quadClass addedAt actor1Label actor2Label actor1Place actor2Place location { ${LOCATION} } }
  locations { rowCount ${LOCATION} }
  participations { role label actor { id name country { externalIds { scheme value } } } }
  mentions(first: 100) { nodes { article { url headline } } }`

interface ExternalId {
  scheme: string
  value: string
}

/** A place with those that contain it, up to its country. */
export interface StoredPlace {
  kind: string
  externalIds: ExternalId[]
  parents?: { place: StoredPlace }[]
}

export interface StoredLocation {
  precision: string
  latitude: number | null
  longitude: number | null
  text: string | null
  place: StoredPlace | null
}

export interface Coding {
  externalId: ExternalId
  code: { scheme: string; code: string; label: string | null }
  goldsteinScale: number | null
  averageTone: number | null
  mentionCount: number | null
  sourceCount: number | null
  articleCount: number | null
  isRootEvent: boolean | null
  quadClass: string | null
  addedAt: string | null
  actor1Label: string | null
  actor2Label: string | null
  actor1Place: string | null
  actor2Place: string | null
  location: StoredLocation | null
}

export interface GdeltEvent {
  id: string
  kind: string
  title: string
  realis: string
  evidence: string
  certainty: string
  independentOriginCount: number
  occurred: { edtf: string; earliest: string | null; latest: string | null; precision: string }
  codings: Coding[]
  locations: (StoredLocation & { rowCount: number })[]
  participations: {
    role: string
    label: string | null
    actor: { id: string; name: string; country: { externalIds: ExternalId[] } | null }
  }[]
  mentions: { nodes: { article: { url: string | null; headline: string | null } }[] }
}

/** The events by the numbers of their rows. */
export function byRowNumber(events: readonly GdeltEvent[]): Map<string, GdeltEvent[]> {
  const found = new Map<string, GdeltEvent[]>()
  for (const event of events) {
    for (const { externalId } of event.codings) {
      found.set(externalId.value, [...(found.get(externalId.value) ?? []), event])
    }
  }
  return found
}
