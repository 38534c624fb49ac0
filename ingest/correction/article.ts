import { desc, eq } from 'drizzle-orm'
import type { z } from 'zod'
import type { Database } from '../../database/database.ts'
import { articleVersions } from '../../database/tables/article-version.ts'
import { articles } from '../../database/tables/article.ts'
import { articleCorrection } from '../format/entity-corrections.ts'
import type { AddProblem } from '../format/problem.ts'
import { appendRevisions } from '../history/revisions.ts'
import { revisePublishers } from '../store/article-publisher.ts'
import { storePublisher } from '../store/article.ts'
import { reviseOrigins } from '../store/origins.ts'
import { statedColumns, type Correcting, type CorrectionRules } from './correct-entity.ts'

type Correction = z.output<typeof articleCorrection>

/**
 * How an article is corrected. The headline and the language are those of its latest version: a version that is published
 * in the meantime makes another version of the article, so that the correction is refused.
 */
export const ARTICLE_CORRECTION: CorrectionRules<Correction> = {
  concept: 'article',
  schema: articleCorrection,
  references: () => [],
  prepare: prepareArticle,
}

async function prepareArticle(
  { tx, id, correction, auditInfo }: Correcting<Correction>,
  addProblem: AddProblem,
): Promise<() => Promise<void>> {
  const { publisher, headline, language, publishedOn } = correction
  const [stored] = await tx
    .select({ url: articles.url, publisherId: articles.publisherId, text: articleVersions })
    .from(articles)
    .leftJoin(articleVersions, eq(articleVersions.articleId, articles.id))
    .where(eq(articles.id, id))
    .orderBy(desc(articleVersions.version))
    .limit(1)
  if (headline === null && stored?.url === null && stored.text?.textSha256 === null) {
    addProblem(['headline'], 'must not be removed: nothing else identifies the article.')
  }
  return async () => {
    const storedPublisher = publisher ? await storePublisher(tx, publisher) : publisher
    const publisherId = storedPublisher ? storedPublisher.id : storedPublisher
    const columns = statedColumns({ publisherId, publishedOn })
    if (Object.keys(columns).length > 0) await tx.update(articles).set(columns).where(eq(articles.id, id))
    const ofText = statedColumns({ headline, language })
    if (Object.keys(ofText).length > 0) await changeText(tx, id, stored?.text?.version ?? 1, ofText)
    if (publisherId !== undefined && publisherId !== stored?.publisherId) {
      await appendRevisions(tx, await revisePublishers(tx, [id], auditInfo))
    }
    if (storedPublisher?.hasGainedHomepage) {
      await appendRevisions(tx, await reviseOrigins(tx, { publisherId: storedPublisher.id }, auditInfo))
    }
  }
}

/** Changes what is said about the text of a version. An article that has none gets its version 1. */
async function changeText(
  tx: Database,
  articleId: string,
  version: number,
  columns: Partial<Pick<typeof articleVersions.$inferInsert, 'headline' | 'language'>>,
): Promise<void> {
  await tx
    .insert(articleVersions)
    .values({ articleId, version, ...columns })
    .onConflictDoUpdate({ target: [articleVersions.articleId, articleVersions.version], set: columns })
}
