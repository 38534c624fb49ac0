import { sql } from 'drizzle-orm'
import { prepared } from '../../../database/sql/prepared.ts'
import { articleVersions } from '../../../database/tables/article-version.ts'
import type { ClaimRow } from '../../../database/tables/claim.ts'
import type { SourceClaim, SourceText } from '../../../ingest/origins/origins.ts'
import { sourceClaimOf } from '../../../ingest/origins/source-claim.ts'
import type { Context } from '../../builder/context.ts'
import { actorLoader } from '../../entity/actor.ts'
import { createLoader, loadReferenced, LOAD_ORDER, type Loader } from '../../loaders/loader.ts'
import { versionKey } from '../../source/article-version.ts'
import { articleLoader } from '../../source/article.ts'
import { publisherLoader } from '../../source/publisher.ts'
import { linksOfEvent } from './attribution.ts'

const { articleId, version, textSha256, fingerprint, agencies, creditedNames } = articleVersions

/** A claim with what decides on its origin, and the words for its article. */
export type OriginClaim = ClaimRow & SourceClaim & { articleTitle: string }

/** Loads what is kept of texts by `versionKey`. The hashes, up to 16 kB a text, are left out if nothing is compared. */
function textLoader(hashes: { fingerprint: typeof fingerprint; creditedNames: typeof creditedNames } | undefined) {
  const comparable = sql<number[] | null>`case when ${fingerprint} is not null then '{}'::int[] end`
  const none = sql<number[]>`'{}'::int[]`
  const read = prepared((db) =>
    db
      .select({
        articleId,
        version,
        digest: textSha256,
        agencies,
        fingerprint: hashes?.fingerprint ?? comparable.as('fingerprint'),
        creditedNames: hashes?.creditedNames ?? none.as('credited_names'),
      })
      .from(articleVersions)
      .where(
        sql`(${articleId}, ${version}) in (select split_part(key, ' ', 1)::uuid, split_part(key, ' ', 2)::int
          from unnest(${sql.placeholder('keys')}::text[]) key)`,
      ),
  )
  return createLoader<string, SourceText>(LOAD_ORDER.PART_OF_ARTICLE_VERSION, async (keys, { db }) => {
    const rows = await read(db, keys)
    const textByKey = new Map(rows.map((row) => [versionKey(row.articleId, row.version), row]))
    return keys.map((key) => {
      const row = textByKey.get(key)
      return {
        key,
        digest: row?.digest ?? null,
        fingerprint: row?.fingerprint ?? null,
        agencies: row?.agencies ?? [],
        creditedNames: row?.creditedNames ?? [],
      }
    })
  })
}

const comparedTextLoader = textLoader({ fingerprint, creditedNames })
const singleTextLoader = textLoader(undefined)

/** Loads what decides on the origins of claims about one event. */
export async function loadSources(claims: readonly ClaimRow[], context: Context): Promise<OriginClaim[]> {
  const isSeveral = new Set(claims.map((claim) => claim.articleId)).size > 1
  const loader = isSeveral ? comparedTextLoader : singleTextLoader
  return Promise.all(claims.map((claim) => loadSource(claim, loader, context)))
}

async function loadSource(claim: ClaimRow, loader: Loader<string, SourceText>, context: Context): Promise<OriginClaim> {
  const [article, text, links] = await Promise.all([
    loadReferenced(articleLoader(context), claim.articleId),
    loader(context).load(versionKey(claim.articleId, claim.articleVersion)),
    linksOfEvent(context).load(claim.eventId),
  ])
  const { url, publisherId, publishedOn } = article
  const publisher = publisherId === null ? null : await publisherLoader(context).load(publisherId)
  const chain = links
    .filter(({ claimId }) => claimId === claim.id)
    .map(async ({ agentId, label }) => {
      const agent = agentId === null ? null : await actorLoader(context).load(agentId)
      return { agent: agent && { id: agent.id, name: agent.name }, label }
    })
  const rows = { id: claim.id, articleId: claim.articleId, text, url, publisher, chain: await Promise.all(chain) }
  const articleTitle = url ?? (publishedOn === null ? 'An article' : `The article of ${publishedOn}`)
  return { ...claim, ...sourceClaimOf(rows), articleTitle }
}
