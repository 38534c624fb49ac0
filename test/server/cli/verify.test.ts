import { sql } from 'drizzle-orm'
import { afterEach, expect } from 'vitest'
import { openDatabase } from '../../../database/connection/open-database.ts'
import type { Database } from '../../../database/database.ts'
import { publishReport } from '../../../ingest/publish.ts'
import { verifyQuotes, type WrongEvidence } from '../../../ingest/verify-quotes.ts'
import { claim, phoneCall, reportDocument, TEXT } from '../../support/documents/report-document.ts'
import { killCommands, runCommand } from '../../support/processes/command.ts'
import { test } from '../../support/service.ts'
import { silent } from '../../support/silent.ts'

afterEach(killCommands)

/** How the text of the article is given: kept, given but not kept, or not given. */
type Text = 'KEPT' | 'GIVEN' | 'NONE'

const QUOTES = ['State A phoned State B', 'asked for talks', 'On Monday']

async function publish(db: Database, n: number, text: Text) {
  const claims = QUOTES.map((exact) =>
    claim(exact, { quote: { exact, prefix: exact === 'asked for talks' ? 'ly ' : '' } }),
  )
  const document = reportDocument({
    article: { url: `https://news.example/${n}`, ...(text === 'KEPT' && { body: TEXT }) },
    events: [phoneCall({ claims })],
  })
  const { events, articleId } = await publishReport(db, document, {
    by: 'desk',
    ...(text === 'GIVEN' && { text: TEXT }),
  })
  return { event: events[0]?.id, article: articleId, version: 1 }
}

async function verify(db: Database) {
  const found: WrongEvidence[] = []
  const counts = await verifyQuotes(db, (wrong) => found.push(wrong))
  return { ...counts, found }
}

const sound = { wrong: 0, wrongTexts: 0, found: [] }

test('verify checks every kept quote, and names each damaged one and what differs', async ({ migrated }) => {
  const open = await openDatabase({ ...migrated, log: silent })
  const { db } = open
  expect(await verify(db)).toEqual({ ...sound, ok: 0, verifiedAtPublication: 0, notVerified: 0 })
  const articles: Awaited<ReturnType<typeof publish>>[] = []
  for (let n = 0; n < 20; n++) articles.push(await publish(db, n, 'KEPT'))
  await publish(db, 20, 'GIVEN')
  await publish(db, 21, 'NONE')
  // More quotes of one text than are read at once, with the ids of claims that no report has.
  await db.execute(sql`insert into claims (event_id, id, ordinal, aspect, certainty, polarity, article_id, article_version,
      quote_exact, quote_start, quote_end, is_verified)
    select event_id, gen_random_uuid(), n, aspect, certainty, polarity, article_id, article_version, quote_exact,
      quote_start, quote_end, is_verified
    from (select * from claims where is_verified and ordinal = 0 order by article_id, event_id limit 1) c, generate_series(100, 1599) n`)
  expect(await verify(db)).toEqual({ ...sound, ok: 60 + 1500, verifiedAtPublication: 3, notVerified: 3 })

  // A quote that is not verified, of a text that is kept: as a report would give it, with other typography.
  await db.execute(sql`update claims set is_verified = false, quote_exact = ${'asked\u00A0for talks'}, quote_start = null, quote_end = null
    where article_id = (select id from articles where url = 'https://news.example/19') and ordinal = 1`)
  expect(await verify(db)).toMatchObject({ ...sound, ok: 1560 })

  const damages: [n: number, ordinal: number, change: ReturnType<typeof sql>, problem: RegExp][] = [
    [0, 0, sql`quote_exact = 'State A attacked State B'`, /^exact must be words of the text, .*State A phoned State B/],
    [
      1,
      0,
      sql`quote_start = quote_start + 1, quote_end = quote_end + 1`,
      /^quote is not at start 16, end 38 of the text/,
    ],
    [2, 1, sql`quote_prefix = 'not '`, /^prefix must be the text directly before the quote, "dly "; got "not "/],
    [3, 2, sql`quote_exact = ${'On\u00A0Monday'}`, /^exact must be "On Monday", as in the text; got /],
    [4, 0, sql`quote_start = null, quote_end = null, is_verified = false, quote_exact = 'State B'`, /^$/],
    [
      5,
      0,
      sql`quote_start = null, quote_end = null, is_verified = false, quote_exact = 'State C'`,
      /^exact must be words/,
    ],
    [6, 0, sql`quote_end = 100000`, /^end must be at most 69/],
  ]
  for (const [n, ordinal, change] of damages) {
    await db.execute(sql`update claims set ${change}
      where article_id = (select id from articles where url = ${`https://news.example/${n}`}) and ordinal = ${ordinal}`)
  }
  await db.execute(sql`update article_versions set body = replace(body, 'talks', 'peace')
    where article_id = (select id from articles where url = 'https://news.example/10')`)
  const { found, ...counts } = await verify(db)
  expect(counts).toEqual({ ok: 1560 - 7, wrong: 7, wrongTexts: 1, verifiedAtPublication: 3, notVerified: 3 })
  const ofArticle = (n: number) => found.filter(({ article }) => article === articles[n]?.article)
  for (const [n, , , problem] of damages) {
    const expected = {
      ...articles[n],
      claim: expect.stringMatching(/^clm_/),
      problems: [expect.stringMatching(problem)],
    }
    expect([n, ofArticle(n)]).toEqual([n, problem.source === '^$' ? [] : [expected]])
  }
  expect(ofArticle(10)).toEqual([
    { article: articles[10]?.article, version: 1, problems: [expect.stringMatching(/^textSha256 must be /)] },
    {
      ...articles[10],
      claim: expect.any(String),
      problems: [expect.stringContaining('the text does not have "asked for talks"')],
    },
  ])
  await open.close()

  const [asJson, asText] = [await runCommand(migrated, ['verify', '--json']), await runCommand(migrated, ['verify'])]
  expect([asJson.status, JSON.parse(asJson.out)]).toEqual([1, { ...counts, found }])
  expect([asText.status, asText.out]).toEqual([1, expect.stringContaining('1553 quotes ok, 7 wrong; 1 texts differ')])
  for (const { claim: id = '' } of found) expect(asText.out).toContain(id)
}, 120_000)
