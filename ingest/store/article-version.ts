import { and, eq, or, sql, type SQL } from 'drizzle-orm'
import { toSnakeCase } from 'drizzle-orm/casing'
import type { Database } from '../../database/database.ts'
import { insertNewRows } from '../../database/sql/insert.ts'
import { readRow } from '../../database/sql/rows.ts'
import { articleVersions } from '../../database/tables/article-version.ts'
import type { CorrectedClaim } from '../format/correction.ts'
import { uuidOfId } from '../format/references.ts'
import type { ReportDocument } from '../format/report.ts'
import { reviseEntities } from '../history/revise-entities.ts'
import type { AuditInfo } from '../history/revise.ts'
import type { KeptOfText } from '../origins/read-source.ts'

/** The version of an article that a report is about. */
export interface ReportedVersion {
  version: number
  /** Whether the report is the first with this text. */
  isNew: boolean
  /** The latest version, with that of the report. */
  latest: number
}

/**
 * Finds the version of an article with a text: the one with the same digest, or else the next one. A report without a
 * text is about the latest version.
 * @param id UUID of the article, which need not be stored
 * @param digest of the text; undefined if the text is not known
 */
export async function findVersion(tx: Database, id: string, digest: string | undefined): Promise<ReportedVersion> {
  const ofText = digest === undefined ? sql`max(version)` : sql`max(version) filter (where text_sha256 = ${digest})`
  const { latest, version } = await readRow<{ latest: number | null; version: number | null }>(
    tx,
    sql`select max(version) as latest, ${ofText} as version from ${articleVersions} where article_id = ${id}`,
  )
  const next = (latest ?? 0) + 1
  return { version: version ?? next, isNew: version === null, latest: version === null ? next : (latest ?? next) }
}

/** What a report says about a version of an article. */
export type VersionColumns = Pick<
  typeof articleVersions.$inferInsert,
  'textSha256' | 'length' | 'language' | 'headline' | 'body' | keyof KeptOfText
>

/**
 * Makes the columns of a version from the article of a report.
 * @param text of the article, if it is available
 * @param kept what is kept of the text in any case; see `readSource`
 */
export function versionColumns(
  { headline, language, length, body }: ReportDocument['article'],
  text: string | undefined,
  digest: string | undefined,
  kept: KeptOfText | undefined,
): VersionColumns {
  return {
    headline,
    language,
    body,
    textSha256: digest,
    length: length ?? text?.length,
    ...kept,
  }
}

/**
 * Stores a version of an article. Of a stored one, only the empty columns are filled. A further version is a revision of
 * the article, which shows the headline and the language of the latest one.
 * @param id UUID of a stored article
 */
export async function storeVersion(
  tx: Database,
  id: string,
  { version, isNew }: Pick<ReportedVersion, 'version' | 'isNew'>,
  columns: VersionColumns,
  { by }: AuditInfo,
): Promise<void> {
  if (!isNew) return completeVersion(tx, id, version, columns)
  const insert = async () => {
    await tx.insert(articleVersions).values({ ...columns, articleId: id, version })
  }
  if (version === 1) return insert()
  const reason = `A report of version ${version} of its text was published.`
  await reviseEntities(tx, 'article', [id], { by, reason }, insert)
}

async function completeVersion(tx: Database, id: string, version: number, columns: VersionColumns): Promise<void> {
  const names = (Object.keys(columns) as (keyof VersionColumns)[]).filter((name) => (columns[name] ?? null) !== null)
  if (names.length === 0) return
  const gains = names.map((name): SQL => sql`${articleVersions[name]} is null`)
  await tx
    .update(articleVersions)
    .set(Object.fromEntries(names.map((name) => [name, completed(name, columns)])))
    .where(and(eq(articleVersions.articleId, id), eq(articleVersions.version, version), or(...gains)))
}

function completed(name: keyof VersionColumns, columns: VersionColumns): SQL {
  const column = sql.identifier(toSnakeCase(name))
  return sql`coalesce(${column}, ${sql.param(columns[name], articleVersions[name])})`
}

/** Stores the versions that claims cite and that have no row yet: the first of an article that only feeds have named. */
export async function storeCitedVersions(tx: Database, claims: readonly CorrectedClaim[]): Promise<void> {
  const articleIds = claims.flatMap(({ article, version }) => (article && version === 1 ? uuidOfId(article) : []))
  const rows = [...new Set(articleIds)].map((articleId) => ({ articleId, version: 1 }))
  await insertNewRows(tx, articleVersions, rows)
}
