import { asc, eq, sql } from 'drizzle-orm'
import type { Database } from '../../database/database.ts'
import { inUuids } from '../../database/sql/conditions.ts'
import { actors } from '../../database/tables/actor.ts'
import { articleVersions } from '../../database/tables/article-version.ts'
import { articles } from '../../database/tables/article.ts'
import { claimAttributions, type ClaimRow } from '../../database/tables/claim.ts'
import { publishers } from '../../database/tables/publisher.ts'
import type { SourceClaim, SourceText } from '../origins/origins.ts'
import { sourceClaimOf } from '../origins/source-claim.ts'

/** The columns of a claim that lead to its source. */
type CitingClaim = Pick<ClaimRow, 'id' | 'eventId' | 'articleId' | 'articleVersion'>

/**
 * Reads what decides on the origins of claims: the texts they are from, the publishers, and the attribution chains.
 * @param claims stored claims, about any events
 * @returns in the order of the claims
 */
export async function readSources<Claim extends CitingClaim>(
  tx: Database,
  claims: readonly Claim[],
): Promise<(Claim & SourceClaim)[]> {
  const chains = await readChains(tx, [...new Set(claims.map(({ eventId }) => eventId))])
  const articleRows = await tx
    .select({ id: articles.id, url: articles.url, publisher: publishers })
    .from(articles)
    .leftJoin(publishers, eq(publishers.id, articles.publisherId))
    .where(inUuids(articles.id, [...new Set(claims.map(({ articleId }) => articleId))]))
  const articleById = new Map(articleRows.map((row) => [row.id, row]))
  const texts = await readTexts(tx, claims)
  return claims.map((claim) => {
    const { url = null, publisher = null } = articleById.get(claim.articleId) ?? {}
    const key = textKey(claim)
    return {
      ...claim,
      ...sourceClaimOf({
        id: claim.id,
        articleId: claim.articleId,
        text: texts.get(key) ?? { key, digest: null, fingerprint: null, agencies: [], creditedNames: [] },
        url,
        publisher,
        chain: chains.get(claim.id) ?? [],
      }),
    }
  })
}

function textKey({ articleId, articleVersion }: Pick<ClaimRow, 'articleId' | 'articleVersion'>): string {
  return `${articleId} ${articleVersion}`
}

async function readChains(tx: Database, eventIds: readonly string[]) {
  const links = await tx
    .select({ link: claimAttributions, name: actors.name })
    .from(claimAttributions)
    .leftJoin(actors, eq(actors.id, claimAttributions.agentId))
    .where(inUuids(claimAttributions.eventId, eventIds))
    .orderBy(asc(claimAttributions.claimId), asc(claimAttributions.ordinal))
  const chains = new Map<string, { agent: { id: string; name: string } | null; label: string | null }[]>()
  for (const { link, name } of links) {
    const agent = link.agentId === null || name === null ? null : { id: link.agentId, name }
    chains.set(link.claimId, [...(chains.get(link.claimId) ?? []), { agent, label: link.label }])
  }
  return chains
}

async function readTexts(tx: Database, claims: readonly CitingClaim[]): Promise<Map<string, SourceText>> {
  const keys = [...new Set(claims.map(textKey))].map((key) => key.split(' '))
  const { articleId, version, textSha256, fingerprint, agencies, creditedNames } = articleVersions
  const rows = await tx
    .select({ articleId, version, textSha256, fingerprint, agencies, creditedNames })
    .from(articleVersions)
    .where(
      sql`(${articleId}, ${version}) in (select * from unnest(${sql.param(keys.map(([id]) => id))}::uuid[],
        ${sql.param(keys.map(([, number]) => Number(number)))}::int[]))`,
    )
  return new Map(
    rows.map((row) => {
      const key = textKey({ articleId: row.articleId, articleVersion: row.version })
      return [
        key,
        {
          key,
          digest: row.textSha256,
          fingerprint: row.fingerprint,
          agencies: row.agencies ?? [],
          creditedNames: row.creditedNames ?? [],
        },
      ]
    }),
  )
}
