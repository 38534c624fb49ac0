/**
 * The closed word lists of the model. They stand on the ground floor because the database holds its columns to them;
 * the schema gives each word its description, the way in its check.
 */

/** How many names a thing has and of what sort (Popolo, with METONYM for "Moscow" meaning Russia). */
export const NAME_KINDS = ['OFFICIAL', 'ALIAS', 'TRANSLITERATION', 'METONYM', 'FORMER'] as const

/** Whose identifier it is. */
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

/** Did it take place, is it planned, asked for, or only thought of (ACE/ERE realis; IPTC occurrence status). */
export const REALIS = ['ACTUAL', 'SCHEDULED', 'DESIRED', 'HYPOTHETICAL'] as const

export const POLARITIES = ['POSITIVE', 'NEGATIVE'] as const

export const CERTAINTIES = ['CONFIRMED', 'REPORTED', 'UNCLEAR', 'DENIED', 'DISPUTED', 'RETRACTED'] as const

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

/** How a value was come by: read off the text, reckoned from its publication date, or concluded by the annotator. */
export const BASES = ['EXPLICIT', 'RELATIVE', 'INFERRED'] as const

/** How closely an event is located (after UCDP's where_prec). */
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

/** Which part of an event a claim speaks about. */
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

/** How the words of one link of an attribution chain reach us. */
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

export const REVISION_KINDS = ['CREATED', 'CORRECTED', 'RETRACTED', 'MERGED', 'SPLIT'] as const

export const CODE_SCHEMES = ['CAMEO', 'PLOVER', 'UCDP'] as const

/** What has become of an import; one that was killed is found INTERRUPTED by the next. */
export const IMPORT_STATES = ['RUNNING', 'DONE', 'FAILED', 'INTERRUPTED'] as const

/** What a key lets its bearer do. */
export const SCOPES = ['read', 'publish'] as const

export type Scope = (typeof SCOPES)[number]
