import { eq, sql } from 'drizzle-orm'
import { expect } from 'vitest'
import { openDatabase } from '../../database/connection/open-database.ts'
import type { Database } from '../../database/database.ts'
import { readRows } from '../../database/sql/rows.ts'
import { claims } from '../../database/tables/claim.ts'
import { verifyDerived } from '../../ingest/derived/rebuild.ts'
import { readStoredTexts } from '../../ingest/store/kept-texts.ts'
import { sha256 } from '../../ingest/validate/quotes.ts'
import { verifyQuotes } from '../../ingest/verify-quotes.ts'
import { parseConfig } from '../../server/config.ts'
import { openMigrated } from '../../server/open-migrated.ts'
import { test } from '../support/service.ts'
import { silent } from '../support/silent.ts'
import { insertOldRows, migrateTo } from './old-database.ts'
import {
  BETWEEN,
  CALL,
  CODED,
  DENIAL,
  EARLIER,
  EARLIER_CLAIM,
  FIRST_CLAIM,
  LISTED,
  MERGED,
  MERGED_CLAIM,
  OLD_ROWS,
  OTHER,
  OTHER_TEXT,
  OWN,
  PLAN,
  QUOTED_ONLY,
  SECOND_CLAIM,
  SUBMITTED,
  TARGET,
  TEXT,
} from './old-rows.ts'

/** The last migration before articles had versions and events had evidence. */
const LOCATED_QUOTES = 10

/** Reads the ids that an upgrade must keep. */
async function idsIn(db: Database) {
  const ids = async (table: string) =>
    (await readRows<{ id: string }>(db, sql`select id::text from ${sql.identifier(table)} order by 1`)).map(
      ({ id }) => id,
    )
  return { articles: await ids('articles'), events: await ids('events'), claims: await ids('claims') }
}

test('a database from before article versions keeps everything, and gets versions, evidence and origins', async ({
  empty,
}) => {
  const old = await openDatabase({ ...empty, log: silent })
  await migrateTo(old.db, LOCATED_QUOTES)
  await insertOldRows(old.db, OLD_ROWS)
  const before = await idsIn(old.db)
  expect(await old.migrationState()).toBe('missing')
  await old.persist()
  await old.close()

  const config = parseConfig('url' in empty ? { DATABASE_URL: empty.url } : { DATA_DIR: empty.dataDir })
  const open = await openMigrated(config, silent)
  try {
    const { db } = open
    expect(await open.migrationState()).toBe('current')
    expect(await idsIn(db)).toEqual(before)
    const firstVersion = (articleId: string | undefined, more: object = {}) => ({
      articleId,
      version: 1,
      headline: null,
      language: null,
      body: null,
      length: null,
      sha: null,
      hasSource: false,
      isSameAge: true,
      ...more,
    })
    const textOf = (body: string) => ({ body, length: body.length, sha: sha256(body), hasSource: true })
    expect(
      await readRows(
        db,
        sql`select v.article_id::text as "articleId", v.version, headline, language, body, length, text_sha256 as sha,
            fingerprint is not null and agencies is not null and credited_names is not null as "hasSource",
            v.recorded_at = a.created_at as "isSameAge"
          from article_versions v join articles a on a.id = v.article_id order by 1, 2`,
      ),
    ).toEqual([
      firstVersion(OWN, { headline: 'A call', language: 'en', ...textOf(TEXT) }),
      firstVersion(OTHER, textOf(OTHER_TEXT)),
      firstVersion(QUOTED_ONLY),
      firstVersion(SUBMITTED),
      firstVersion(EARLIER),
    ])
    // Two texts that are kept and independent confirm the call, which is a change of its own.
    expect(
      await readRows(
        db,
        sql`select id::text, evidence, certainty, independent_origin_count as origins, version from events order by 1`,
      ),
    ).toEqual(
      [
        [CALL, 'QUOTED', 'CONFIRMED', 2, 3],
        [PLAN, 'LISTED', 'DENIED', 0, 1],
        [CODED, 'CODED', 'UNVERIFIED', 1, 1],
        [LISTED, 'LISTED', 'REPORTED', 1, 1],
        [TARGET, 'LISTED', 'REPORTED', 1, 1],
        [MERGED, 'LISTED', 'RETRACTED', 1, 1],
      ].map(([id, evidence, certainty, origins, version]) => ({ id, evidence, certainty, origins, version })),
    )
    expect(await readRows(db, sql`select kind, by from revisions where event_id = ${CALL} order by version`)).toEqual([
      { kind: 'CREATED', by: 'desk' },
      { kind: 'CORRECTED', by: 'desk' },
      { kind: 'CORRECTED', by: 'upgrade' },
    ])
    const columns = {
      id: claims.id,
      certainty: claims.certainty,
      realis: claims.realis,
      version: claims.articleVersion,
      isVerified: claims.isVerified,
    }
    const first = { certainty: 'REPORTED', realis: 'ACTUAL', version: 1, isVerified: true }
    expect(await db.select(columns).from(claims).orderBy(claims.id)).toEqual([
      { id: FIRST_CLAIM, ...first },
      { id: SECOND_CLAIM, ...first },
      { id: DENIAL, certainty: 'DENIED', realis: 'SCHEDULED', version: 1, isVerified: false },
    ])
    const past = open.asOf(BETWEEN)
    expect(
      await past
        .select(columns)
        .from(claims)
        .where(eq(claims.eventId, CALL ?? '')),
    ).toEqual([{ id: EARLIER_CLAIM, ...first }])
    expect(await readRows(past, sql`select title, certainty, evidence from events where id = ${CALL}`)).toEqual([
      { title: 'The presidents speak', certainty: 'CONFIRMED', evidence: 'QUOTED' },
    ])
    expect(await readRows(db, sql`select certainty from event_relations`)).toEqual([{ certainty: 'REPORTED' }])
    expect(await readRows(db, sql`select article_version as version from submissions`)).toEqual([{ version: 1 }])
    const [origin] = await readRows<{ changes: object }>(db, sql`select changes from merge_origins`)
    expect(origin?.changes).toMatchObject({
      claims: {
        removed: [{ id: MERGED_CLAIM, certainty: 'REPORTED', realis: 'ACTUAL', article_version: 1, quote_fate: null }],
        added: [],
      },
    })
    expect((await verifyDerived(db)).filter(({ missing, surplus }) => missing + surplus > 0)).toEqual([])
    expect(await verifyQuotes(db, () => {})).toMatchObject({ ok: 2, wrong: 0, wrongTexts: 0, notVerified: 1 })
    expect(await readStoredTexts(db)).toBe(0)
  } finally {
    await open.close()
  }
})
