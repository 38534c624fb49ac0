import { sha256 } from '../../ingest/validate/quotes.ts'
import { uuid } from './old-database.ts'

const QUOTE = 'The two presidents spoke by telephone'
export const TEXT = `${QUOTE} on Tuesday morning, and the call lasted for almost an hour, a clerk in the palace noted.`
export const OTHER_TEXT = `Some were surprised. ${QUOTE} while the frost was still on the roofs, said the head of the guard.`
const CREATED_AT = '2026-01-01T00:00:00Z'
const CORRECTED_AT = '2026-01-03T00:00:00Z'
/** A moment at which the call was not corrected yet. */
export const BETWEEN = '2026-01-02T00:00:00.000Z'

const [DESK, GDELT, UCDP] = [1, 2, 3].map(uuid)
export const [OWN, OTHER, QUOTED_ONLY, SUBMITTED, EARLIER] = [11, 12, 13, 14, 15].map(uuid)
/** No report was about it. */
const UNREAD = uuid(16)
export const [CALL, PLAN, CODED, LISTED, TARGET, MERGED] = [21, 22, 23, 24, 25, 26].map(uuid)
export const [FIRST_CLAIM, SECOND_CLAIM, DENIAL, EARLIER_CLAIM, MERGED_CLAIM] = [31, 32, 33, 34, 35].map(uuid)

function article(id: string | undefined, more: object = {}) {
  const host = `paper-${id?.slice(-2)}`
  return {
    id,
    url: `https://www.${host}.com/call`,
    published_on: '2016-04-05',
    created_at: CREATED_AT,
    version: 1,
    ...more,
  }
}

function event(id: string | undefined, datasetId: string | undefined, more: object = {}) {
  return {
    id,
    kind: 'OTHER',
    title: 'The presidents speak',
    realis: 'ACTUAL',
    polarity: 'POSITIVE',
    certainty: 'REPORTED',
    edtf: '2016-04-05',
    earliest: '2016-04-05T00:00:00Z',
    latest: '2016-04-06T00:00:00Z',
    time_precision: 'DAY',
    time_basis: 'EXPLICIT',
    dataset_id: datasetId,
    mention_count: 0,
    publisher_count: 0,
    version: 1,
    created_at: CREATED_AT,
    updated_at: CREATED_AT,
    ...more,
  }
}

function text(body: string) {
  return { body, length: body.length, text_sha256: sha256(body) }
}

function claim(eventId: string | undefined, id: string | undefined, articleId: string | undefined, more: object = {}) {
  const start = articleId === OTHER ? OTHER_TEXT.indexOf(QUOTE) : 0
  return {
    event_id: eventId,
    id,
    ordinal: 0,
    aspect: 'OCCURRENCE',
    certainty: 'REPORTED',
    polarity: 'POSITIVE',
    article_id: articleId,
    quote_exact: QUOTE,
    quote_start: start,
    quote_end: start + QUOTE.length,
    is_verified: true,
    ...more,
  }
}

const CALL_BEFORE = event(CALL, DESK, { certainty: 'CONFIRMED' })

/** What a database had that was filled before migration 11. */
export const OLD_ROWS = {
  datasets: ['desk', 'gdelt', 'ucdp'].map((name, i) => ({ id: uuid(i + 1), name, title: name, licence: 'CC0-1.0' })),
  publishers: [41, 42].map((n) => ({ id: uuid(n), name: `The Beacon of Town ${n}` })),
  articles: [
    article(OWN, { publisher_id: uuid(41), headline: 'A call', language: 'en', ...text(TEXT) }),
    article(OTHER, { publisher_id: uuid(42), ...text(OTHER_TEXT) }),
    ...[QUOTED_ONLY, SUBMITTED, EARLIER, UNREAD].map((id) => article(id)),
  ],
  events: [
    { ...CALL_BEFORE, title: 'A call', version: 2, updated_at: CORRECTED_AT, mention_count: 2, publisher_count: 2 },
    event(PLAN, DESK, { realis: 'SCHEDULED', certainty: 'DENIED' }),
    event(CODED, GDELT),
    event(LISTED, UCDP),
    event(TARGET, GDELT),
    event(MERGED, DESK, { certainty: 'RETRACTED', merged_into_id: TARGET }),
  ],
  event_relations: [{ event_id: CALL, kind: 'FOLLOWS', target_id: PLAN, certainty: 'CONFIRMED', basis: 'EXPLICIT' }],
  mentions: [OWN, OTHER].map((id, i) => ({
    event_id: CALL,
    article_id: id,
    publisher_id: uuid(41 + i),
    occurred_sort: '2016-04-05T00:00:00Z',
  })),
  claims: [
    claim(CALL, FIRST_CLAIM, OWN, { certainty: 'CONFIRMED' }),
    claim(CALL, SECOND_CLAIM, OTHER, { ordinal: 1 }),
    claim(PLAN, DENIAL, QUOTED_ONLY, { certainty: 'DENIED', is_verified: false }),
  ],
  revisions: [
    ...[CALL, PLAN, CODED, LISTED, TARGET, MERGED].map((id, i) => ({
      event_id: id,
      version: 1,
      kind: 'CREATED',
      by: 'desk',
      at: CREATED_AT,
      changes: [],
      position: i + 1,
    })),
    { event_id: CALL, version: 2, kind: 'CORRECTED', by: 'desk', at: CORRECTED_AT, changes: [], position: 7 },
  ],
  event_versions: [
    {
      event_id: CALL,
      version: 1,
      state: { events: [CALL_BEFORE], claims: [claim(CALL, EARLIER_CLAIM, EARLIER, { certainty: 'CONFIRMED' })] },
    },
  ],
  merge_origins: [
    {
      merged_id: MERGED,
      part: 0,
      target_id: TARGET,
      ordinal: 1,
      changes: { claims: { removed: [claim(MERGED, MERGED_CLAIM, OWN, { certainty: 'CONFIRMED' })], added: [] } },
    },
  ],
  submissions: [
    {
      dataset_id: DESK,
      idempotency_key: 'old',
      document_sha256: sha256(''),
      article_id: SUBMITTED,
      accepted_at: CREATED_AT,
    },
  ],
}
