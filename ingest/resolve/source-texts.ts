import { and, asc, eq, isNull, sql } from 'drizzle-orm'
import type { Database } from '../../database/database.ts'
import { readRows } from '../../database/sql/rows.ts'
import { articleVersions } from '../../database/tables/article-version.ts'
import { mentions } from '../../database/tables/mention.ts'
import { tombstones } from '../../database/tables/tombstone.ts'
import { toId } from '../../database/values/ids.ts'
import { SearchableText } from '../evidence/locate.ts'
import { uuidOfId } from '../format/references.ts'
import { sha256 } from '../validate/quotes.ts'

/** A version of an article, by the public id of the article. */
export interface Citation {
  article: string
  version: number
}

interface StoredVersion {
  version: number
  length: number | null
  textSha256: string | null
}

/** The versions of the articles that report an event, and those of their texts that are given or stored. */
export class SourceTexts {
  /** The versions by the public id of the article, the earliest first; none of an article that no report was about. */
  readonly versionsByArticle: ReadonlyMap<string, readonly StoredVersion[]>
  /** The version that the given text is of; undefined if there is none, or no text. */
  readonly ofText: Citation | undefined
  readonly #texts = new Map<string, SearchableText>()

  private constructor(versionsByArticle: ReadonlyMap<string, readonly StoredVersion[]>, text: string | undefined) {
    this.versionsByArticle = versionsByArticle
    if (text === undefined) return
    const digest = sha256(text)
    for (const [article, versions] of versionsByArticle) {
      const ofText = versions.find(({ textSha256 }) => textSha256 === digest)
      if (ofText === undefined) continue
      this.ofText = { article, version: ofText.version }
      this.#texts.set(keyOf(this.ofText), new SearchableText(text))
      break
    }
  }

  /**
   * Reads the versions of the articles that report an event, without those of erased articles.
   * @param eventId UUID
   * @param text of one of them, if it is available
   */
  static async read(tx: Database, eventId: string, text: string | undefined): Promise<SourceTexts> {
    const { version, length, textSha256 } = articleVersions
    const rows = await tx
      .select({ articleId: mentions.articleId, version, length, textSha256 })
      .from(mentions)
      .leftJoin(articleVersions, eq(articleVersions.articleId, mentions.articleId))
      .leftJoin(tombstones, eq(tombstones.id, mentions.articleId))
      .where(and(eq(mentions.eventId, eventId), isNull(tombstones.id)))
      .orderBy(asc(mentions.articleId), asc(version))
    const versionsByArticle = new Map<string, StoredVersion[]>()
    for (const { articleId, ...row } of rows) {
      const article = toId('article', articleId)
      const versions = versionsByArticle.get(article) ?? []
      if (row.version !== null) versions.push({ ...row, version: row.version })
      versionsByArticle.set(article, versions)
    }
    return new SourceTexts(versionsByArticle, text)
  }

  /** The number of the latest version of an article; 1 if it has none yet. */
  latestOf(article: string): number {
    return this.versionsByArticle.get(article)?.at(-1)?.version ?? 1
  }

  has({ article, version }: Citation): boolean {
    return version === 1 || (this.versionsByArticle.get(article)?.some((stored) => stored.version === version) ?? false)
  }

  lengthOf({ article, version }: Citation): number | undefined {
    return this.versionsByArticle.get(article)?.find((stored) => stored.version === version)?.length ?? undefined
  }

  /** The text of a version; undefined if it was neither given nor read with `readBodies`. */
  textOf(citation: Citation): SearchableText | undefined {
    return this.#texts.get(keyOf(citation))
  }

  /** Reads the stored texts of versions, those that may be shared. */
  async readBodies(tx: Database, citations: readonly Citation[]): Promise<void> {
    const missing = [...new Map(citations.map((citation) => [keyOf(citation), citation])).values()].filter(
      (citation) => this.textOf(citation) === undefined,
    )
    if (missing.length === 0) return
    const articleIds = sql.param(missing.map(({ article }) => uuidOfId(article)))
    const numbers = sql.param(missing.map(({ version }) => version))
    const rows = await readRows<{ articleId: string; version: number; body: string }>(
      tx,
      sql`select v.article_id::text as "articleId", v.version, v.body from ${articleVersions} v
        join unnest(${articleIds}::uuid[], ${numbers}::int[]) cited(article_id, version) using (article_id, version)
        where v.body is not null`,
    )
    for (const { articleId, version, body } of rows) {
      this.#texts.set(keyOf({ article: toId('article', articleId), version }), new SearchableText(body))
    }
  }
}

function keyOf({ article, version }: Citation): string {
  return `${article} ${version}`
}
