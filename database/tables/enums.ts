/**
 * The enumerations of the model. They are in this layer because CHECK constraints use them; `schema` adds
 * descriptions and `ingest` validates reports with them.
 */

/** The kinds of names of actors and places (Popolo, with METONYM for "Moscow" in the sense of Russia). */
export const NAME_KINDS = ['OFFICIAL', 'ALIAS', 'TRANSLITERATION', 'METONYM', 'FORMER'] as const

export const ID_SCHEMES = [
  'WIKIDATA',
  'ISO3166_A2',
  'ISO3166_A3',
  'ISO3166_2',
  'FIPS10_4',
  'CAMEO',
  'GEONAMES',
  'GNS',
  'GNIS',
  'UCDP_ACTOR',
  'UCDP_EVENT',
  'GDELT_EVENT',
  'DATASET',
] as const

export const ACTOR_KINDS = ['PERSON', 'STATE', 'ORGANIZATION', 'ARMED_FORCE', 'GROUP'] as const

export const PLACE_KINDS = [
  'COUNTRY',
  'ADM1',
  'ADM2',
  'SETTLEMENT',
  'SITE',
  'DISPUTED_REGION',
  'LINEAR_FEATURE',
  'WATER',
  'AIRSPACE',
] as const

export const PLACE_EDGES = ['PART_OF', 'ADMINISTERED_BY', 'CLAIMED_BY'] as const

/**
 * Whether an event took place, is planned, is demanded or is only considered (ACE/ERE realis; IPTC occurrence status).
 */
export const REALIS = ['ACTUAL', 'SCHEDULED', 'DESIRED', 'HYPOTHETICAL'] as const

export const POLARITIES = ['POSITIVE', 'NEGATIVE'] as const

export const CERTAINTIES = [
  'CONFIRMED',
  'REPORTED',
  'UNCLEAR',
  'DENIED',
  'DISPUTED',
  'RETRACTED',
  'UNVERIFIED',
] as const

/** What an event rests on, the strongest first. */
export const EVIDENCE = ['QUOTED', 'LISTED', 'CODED'] as const

/** How the events of a dataset are made. */
export const DATASET_METHODS = ['EDITED', 'CURATED', 'CODED'] as const

/** The certainties of a claim. Only events and relations, whose certainty is derived, have the others. */
export const CLAIM_CERTAINTIES = ['REPORTED', 'UNCLEAR', 'DENIED', 'RETRACTED'] as const

export const TIME_PRECISIONS = [
  'INSTANT',
  'HOUR',
  'PART_OF_DAY',
  'DAY',
  'WEEK',
  'MONTH',
  'YEAR',
  'RANGE',
  'UNKNOWN',
] as const

/** How a value was determined: stated in the text, relative to the publication date, or inferred by the annotator. */
export const BASES = ['EXPLICIT', 'RELATIVE', 'INFERRED'] as const

/** The precision of a location (after UCDP's where_prec). */
export const LOCATION_PRECISIONS = [
  'SITE',
  'SETTLEMENT',
  'NEAR_SETTLEMENT',
  'ADM2',
  'ADM1',
  'LINEAR_OR_FUZZY',
  'COUNTRY',
  'WATER_OR_AIRSPACE',
  'UNKNOWN',
] as const

export const ROLES = [
  'INITIATOR',
  'RECIPIENT',
  'PARTICIPANT',
  'HOST',
  'VISITOR',
  'SPEAKER',
  'SPOKESPERSON',
  'ON_BEHALF_OF',
  'ADDRESSEE',
  'MEDIATOR',
  'ORGANISER',
  'PARTY',
  'BELLIGERENT',
  'PERPETRATOR',
  'TARGET',
  'VICTIM',
  'FORUM',
  'CO_CHAIR',
  'BENEFICIARY',
  'SOURCE',
  'OTHER',
] as const

export type Role = (typeof ROLES)[number]

export const MEASURES = [
  'FATALITIES',
  'INJURED',
  'PERSONNEL',
  'EQUIPMENT',
  'DISPLACED',
  'DURATION',
  'MONEY',
  'OTHER',
] as const

export const APPROXIMATIONS = ['EXACT', 'ABOUT', 'AT_LEAST', 'AT_MOST', 'RANGE', 'VAGUE_PLURAL'] as const

/** The part of an event that a claim is about. */
export const CLAIM_ASPECTS = [
  'OCCURRENCE',
  'TIME',
  'LOCATION',
  'PARTICIPATION',
  'QUANTITY',
  'RELATION',
  'DETAIL',
  'CONTEXT',
] as const

/** Whether a quote was found in a later version of its article: at the same offsets, elsewhere, or not at all. */
export const QUOTE_FATES = ['FOUND', 'MOVED', 'LOST'] as const

/** How the statement of one link of an attribution chain is reported. */
export const ATTRIBUTION_MODES = ['DIRECT_SPEECH', 'INDIRECT_SPEECH', 'UNNAMED', 'PUBLICATION'] as const

export const RELATION_KINDS = [
  'SUBEVENT_OF',
  'FOLLOWS',
  'RESPONSE_TO',
  'INITIATES',
  'AIMS_TO_END',
  'ANNOUNCES',
  'REPORTS',
  'CONTENT_OF',
  'OUTCOME_OF',
  'PURPOSE_OF',
  'VIOLATES',
  'CONNECTED_WITH',
] as const

export const REVISION_KINDS = ['CREATED', 'CORRECTED', 'RETRACTED', 'REINSTATED', 'MERGED', 'SPLIT'] as const

/** The objects besides events whose corrections and merges are recorded. */
export const REVISED_CONCEPTS = ['actor', 'place', 'office', 'article', 'storyline', 'publisher'] as const

/**
 * What the rows of a feed that describe one event have in common: CONTACT the article, the day, the kind, the realis and
 * the actors; ACT the article, the day, the code, the actors and the place; ROW nothing, since the row names no article.
 */
export const CODING_KEYS = ['CONTACT', 'ACT', 'ROW'] as const

export const CODE_SCHEMES = ['CAMEO', 'PLOVER', 'UCDP', 'DATASET'] as const

/** The state of an import. The next import marks one that was killed as INTERRUPTED. */
export const IMPORT_STATES = ['RUNNING', 'DONE', 'FAILED', 'INTERRUPTED'] as const

/** What a key or a token may do: see the table in docs/publishing.md. */
export const SCOPES = ['read', 'publish', 'correct', 'merge', 'admin'] as const

export type Scope = (typeof SCOPES)[number]

/**
 * The datasets of the importers. They are protected from reports and corrections, also before their first import:
 * otherwise, a report could take the name of a feed.
 */
export const IMPORTED_DATASETS = ['gdelt', 'gdelt-1', 'ucdp'] as const

export type ImportedDataset = (typeof IMPORTED_DATASETS)[number]

/** The methods of the datasets of the importers; that of every other dataset is EDITED until an administrator sets it. */
export const IMPORTED_METHODS: Record<ImportedDataset, (typeof DATASET_METHODS)[number]> = {
  gdelt: 'CODED',
  'gdelt-1': 'CODED',
  ucdp: 'CURATED',
}
