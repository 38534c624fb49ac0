import type { GRAINS, VIEWS } from '../../database/tables/rollups.ts'

/**
 * The weights of the cost of an operation, all in one unit: 5 microseconds of the event loop, which are about four plain
 * fields of an answer. The event loop serves all clients with one thread, and PostgreSQL with many: a unit is also
 * 50 microseconds of the database. How the numbers were measured is in
 * docs/decisions/0007-limits-and-cost.md.
 *
 * A filter is weighed by the rows that it reads in a bad case, in which few events match: a client can always find such
 * values, and the service cannot know them before it reads.
 */

/** The highest cost that is accepted by default: 100 ms of the event loop, or 1 s of the database. */
export const DEFAULT_COST_LIMIT = 20_000

/** Costs of smaller databases are computed for this number of events. */
export const MIN_EVENTS = 1_000

/** What a unit takes at most, in ms. */
export const UNIT_MS = { eventLoop: 0.005, database: 0.05 } as const

/** Units for 1 ms and for 1 microsecond of the database. */
const MS = 1 / UNIT_MS.database
const US = MS / 1_000

/** Fields of an answer. Each counts once for each object that has it. */
export const FIELD = {
  /** A number, a text, a time or an enum value. */
  leaf: 0.25,
  /** A field of the introspection of the schema. */
  introspected: 0.5,
  /** An object with fields of its own, or a list. */
  object: 0.5,
  /** An object or a list that a loader finds by a key. */
  loaded: 2.5,
  /** An event: it has 26 columns, and its id is encoded. */
  event: 7,
  /** The revisions of an event between two moments, and what they change together. */
  revised: 10,
  /** The texts of an event in which words are marked. */
  highlights: 1.5 * MS,
  /** The origins of an event: its claims are grouped, and texts compared if they are of several articles. */
  origins: 20,
  /** The contract of the subgraph: 340 kB of text, which is escaped, measured and sent. */
  sdl: 2_000,
  /** A mutation validates a document, takes the write lock and writes about a hundred rows. */
  mutation: 100 * MS,
} as const

/** Statements, each counted once for all objects of a field. */
export const STATEMENT = {
  /** One that a loader sends: half a millisecond of the event loop and of the database. */
  loader: 70,
  /** The page, the total or the groups of a list. */
  list: 180,
  /** Building and planning one condition of a filter. */
  condition: 35,
  /** A page, a total or groups of one parent, such as an actor, beside those of other parents. */
  perParent: 8,
  /** What planning a statement takes more if it reads the past: each table is a view then. */
  asOf: 150,
} as const

/** Rows that the database reads. */
export const ROW = {
  /** A row in the order of an index, or of a scan of a whole table. */
  scanned: 0.3 * US,
  /** An event that is found by its key; its page of the table may not be in memory. */
  found: 6 * US,
  /** A row that is only counted. */
  counted: 4 * US,
  /** A row that is counted in a group; with actors, roles or publishers rows are sorted first. */
  grouped: 3 * US,
  /** A row that is counted by keys of its own, alone or together with other lists: see `canShare`. */
  groupedByOwn: 0.4 * US,
  /** Each key of it, and what a bucket of time and a map cell take more. */
  ownKey: 0.05 * US,
  ownBucket: 0.4 * US,
  ownCell: 0.2 * US,
  /** A row of the derived counts, and a group of them. */
  summed: 1.5 * US,
  group: 6 * US,
  sorted: 5 * US,
  /** Finding and naming the map cell of an event. */
  cell: 1.5 * US,
  /** An event that was changed between two moments, and is looked up. */
  changed: 12 * US,
  /** An event whose state at the moment of `asOf` is found. */
  past: 12 * US,
  /** Ranking the matches of a search by relevance, of which there are at most a thousand. */
  ranking: 20 * MS,
  /** Another actor of an event, when counterparts are counted. */
  counterpart: 40 * US,
} as const

/** The rows of a table for each event, or of a list. */
export const ROWS = {
  participations: 2.6,
  mentions: 1.5,
  actors: 0.05,
  places: 0.02,
  articles: 1,
  /** The places within a division that has many, as a share of all places. */
  ofDivision: 0.05,
  /** The events of one parent of a nested list, if it has many, as a share of all events. */
  ofActor: 0.05,
  ofPlace: 0.02,
  ofStoryline: 0.01,
  /** The number of events of an article. */
  ofArticle: 5,
  /** The share of their events that several parents read at least, if there is another condition: PostgreSQL plans for all. */
  ofSeveral: 0.5,
  /** A scan of all events reads that many times as large a share of them as an index does of what it finds. */
  scanned: 3,
  /** Totals stop at this number: see `COUNT_CAP`. */
  countCap: 10_000,
} as const

/** The assumed lengths of lists that have no size argument; others have `OTHER_LIST` items. */
export const LIST_LENGTHS: Readonly<Record<string, number>> = {
  participations: 3,
  claims: 1,
  origins: 1,
  attribution: 1,
  names: 2,
  quantities: 1,
  codes: 1,
  storylines: 1,
  externalIds: 1,
  relations: 1,
  memberships: 1,
  tenures: 1,
  parents: 1,
  datasets: 5,
  kinds: 2.5,
}
export const OTHER_LIST = 2

/** Lists that are part of their object, so that no statement reads them. */
export const EMBEDDED_LISTS: ReadonlySet<string> = new Set(['kinds', 'matches', 'changes'])

/** The share of the events or actors that have a type, of all but the type that costs most. */
export const OTHER_TYPES = 0.2

/** The lengths of pages that are rarely full, below another object. */
export const NESTED_LENGTHS: Readonly<Record<string, number>> = { MentionConnection: 2, ImportConnection: 10 }

/** The largest sizes that these lists accept. */
export const MAX_LENGTHS = { counterparts: 100 } as const

/** The largest numbers of groups of a dimension that has few. */
export const GROUPS: Readonly<Record<string, number>> = {
  DAY: 4_000,
  WEEK: 600,
  YEAR: 10,
  MONTH: 100,
  KIND: 20,
  COUNTRY: 200,
  CELL: 8_000,
  ROLE: 10,
  REALIS: 4,
  EVIDENCE: 3,
  CERTAINTY: 7,
  CODE: 20,
  DATASET: 10,
}

/**
 * The buckets of time that an event overlaps, on average over events of feeds of which some are known only to the month or
 * the year; for finding them, one is added.
 */
export const POSSIBLE_BUCKETS: Readonly<Record<string, number>> = { DAY: 20, WEEK: 5, MONTH: 3, YEAR: 2 }

/** The rows of a set of the derived counts: for each event, and at most. */
interface CountRows {
  perEvent: number
  most: number
}

/** The derived counts by view and grain, of all countries together and of each. */
export const COUNT_ROWS: Readonly<
  Record<(typeof VIEWS)[number], Record<(typeof GRAINS)[number], { all: CountRows; countries: CountRows }>>
> = {
  DEFAULT: {
    EVER: { all: { perEvent: 0.001, most: 20 }, countries: { perEvent: 0.03, most: 4_000 } },
    MONTH: { all: { perEvent: 0.01, most: 1_500 }, countries: { perEvent: 0.5, most: 200_000 } },
    DAY: { all: { perEvent: 0.22, most: 40_000 }, countries: { perEvent: 1, most: 5_000_000 } },
  },
  DETAILED: {
    EVER: { all: { perEvent: 0.015, most: 3_000 }, countries: { perEvent: 0.28, most: 150_000 } },
    MONTH: { all: { perEvent: 0.17, most: 60_000 }, countries: { perEvent: 0.8, most: 700_000 } },
    DAY: { all: { perEvent: 1, most: 5_000_000 }, countries: { perEvent: 1, most: 5_000_000 } },
  },
}

/** The derived counts of map cells: of cells, and of the places of events that fit none. */
export const CELL_ROWS: CountRows = { perEvent: 0.05, most: 60_000 }

/** The share of the rows of all countries that a frequent country has. */
export const OF_ONE_COUNTRY = 0.05

/** What one condition of a filter of events takes. */
export interface ConditionWeight {
  /** The share of the other candidates that a page reads in a bad case, because few match the condition; 1 for all. */
  reads: number
  /** Checking the condition for an event that is found by its key. */
  check: number
  /** Checking it for one of all events, if that is less: PostgreSQL hashes what the condition matches. */
  scan?: number
  /** If the database finds the matching events by an index: their share of all events, at most. */
  indexed?: number
  /** The share of all events that its driving table lists, in the order of time. */
  driven?: number
  /** Whether PostgreSQL checks it before it joins the tables of other conditions, so that these save nothing. */
  isBeforeJoins?: boolean
  /** Finding what the condition names, for each event of the database. */
  lookUp?: number
}

/**
 * The share of the matches of a search that are read before another condition is checked: the index of words does not
 * have them in the order of time.
 */
export const SEARCHED = 0.15

/** Reading what a subquery matches, for each of its events: PostgreSQL hashes it before it checks many events. */
export const HASHED = 0.4 * US

const COLUMN = 0.1 * US
const SUBQUERY = 6 * US

/** Checking a condition that takes more than this is a subquery. */
export const COLUMN_CHECK = 1 * US

/** The weights of conditions by their path in a filter; those whose weight depends on their value are in `condition-cost.ts`. */
export const CONDITIONS: Readonly<Record<string, ConditionWeight>> = {
  ids: { reads: 0.001, check: COLUMN, indexed: 0.0005 },
  externalId: { reads: 0.001, check: SUBQUERY, scan: 0.1 * US, indexed: 0.0001 },
  kinds: { reads: 0.02, check: COLUMN, indexed: 0.1 },
  dataset: { reads: 0.1, check: COLUMN },
  realis: { reads: 0.13, check: COLUMN },
  polarity: { reads: 0.13, check: COLUMN },
  evidence: { reads: 0.13, check: COLUMN },
  certainty: { reads: 0.13, check: COLUMN },
  occurred: { reads: 0.02, check: 0.5 * US },
  'occurred.precision': { reads: 0.1, check: COLUMN },
  reportedAfterDays: { reads: 0.5, check: 5 * SUBQUERY, isBeforeJoins: true },
  minMentions: { reads: 0.1, check: COLUMN },
  minOrigins: { reads: 0.1, check: COLUMN },
  updatedSince: { reads: 0.3, check: COLUMN },
  'participants.some': { reads: 0.03, check: SUBQUERY, scan: 0.7 * US },
  'participants.some.named': { reads: 0.03, check: SUBQUERY, scan: 0.1 * US, indexed: 0.05, driven: 0.06 },
  'participants.every': { reads: 1, check: SUBQUERY, scan: 2 * US },
  'participants.none': { reads: 1, check: SUBQUERY, scan: 2 * US },
  'location.within': { reads: 0.02, check: 2 * US, scan: 0.1 * US, indexed: 0.01 },
  'location.country': { reads: 0.02, check: 2 * US, scan: 0.1 * US, indexed: 0.02, driven: 0.02 },
  'location.near': { reads: 0.1, check: 0.5 * US, scan: 0.1 * US },
  'location.box': { reads: 0.1, check: 0.5 * US, scan: 0.1 * US },
  'location.maxRadiusKm': { reads: 0.5, check: COLUMN },
  'location.precision': { reads: 0.5, check: COLUMN },
  search: { reads: 0.02, check: SUBQUERY, scan: 0.4 * US, indexed: 0.15, driven: 0.15, lookUp: 0.04 * US },
  attributedTo: { reads: 0.02, check: SUBQUERY, scan: 0.1 * US, indexed: 0.005, driven: 0.005 },
  code: { reads: 0.02, check: SUBQUERY, scan: 0.5 * US, indexed: 0.1, lookUp: 0.02 * US },
  quantity: { reads: 0.02, check: SUBQUERY, scan: 0.4 * US, indexed: 0.05, lookUp: 0.03 * US },
  publisher: { reads: 0.02, check: SUBQUERY, scan: 0.1 * US, indexed: 0.1, driven: 0.1 },
  storyline: { reads: 0.02, check: SUBQUERY, scan: 0.1 * US, indexed: 0.005, driven: 0.005 },
  /** The fields of one kind, such as `phoneCall`. */
  ofKind: { reads: 0.05, check: SUBQUERY, scan: 0.2 * US, indexed: 0.05 },
  /** A name of a participant is looked up among all names. */
  name: { reads: 0, check: 0, scan: 0.5 * US, lookUp: 0.03 * US },
}

/** `or` and `not` of columns alone, and of subqueries: no index finds the events. */
export const COMBINED = { columns: 0.3, subqueries: 1 } as const

/** The place of an area, of which a list of ids is sent to the database. */
export const PLACE_IN_AREA = 0.6

/** Lists of actors, places and articles, in units for each row of their table. */
export const ENTITY = {
  /** Names that are similar to a text. Almost all names are similar to one of a few letters. */
  similarName: 0.3 * US,
  similarToFewLetters: 8 * US,
  /** Names that begin with a text. */
  prefix: 0.3 * US,
  prefixOfFewLetters: 1 * US,
  /** Other conditions on actors and places. */
  filtered: 0.2 * US,
  /** Headlines. */
  headline: 0.04 * US,
  /** Languages: no index has them. */
  language: 0.2 * US,
} as const

/** A text that has at most so many letters is in most names. */
export const FEW_LETTERS = 3

/**
 * Fields without fields of their own that need a statement, by type and name; `perPastEvent` counts for each event of the
 * database where the past is read.
 */
export const COUNTED_FIELDS: Readonly<Record<string, { once: number; perPastEvent?: number }>> = {
  // Actors, articles and publishers.
  'Attribution.name': { once: 3 * STATEMENT.loader },
  'Event.firstReportedOn': { once: STATEMENT.loader },
  'Event.reportedAfterDays': { once: STATEMENT.loader },
  'Event.unsupportedFields': { once: STATEMENT.loader },
  'Dataset.eventCount': { once: 2 * STATEMENT.loader, perPastEvent: US },
  'Dataset.mentionCount': { once: 2 * STATEMENT.loader, perPastEvent: US },
  'Dataset.reportCount': { once: STATEMENT.loader },
  'Dataset.lastImportAt': { once: STATEMENT.loader },
  'Article.headline': { once: STATEMENT.loader },
  'Article.language': { once: STATEMENT.loader },
  'Article.length': { once: STATEMENT.loader },
  'Article.textSha256': { once: STATEMENT.loader },
  'Article.body': { once: 2 * STATEMENT.loader },
}
