import { eq } from 'drizzle-orm'
import type { z } from 'zod'
import type { Database } from '../../database/database.ts'
import { articles } from '../../database/tables/article.ts'
import { mentions } from '../../database/tables/mention.ts'
import { changeMentions, countMentions } from '../derived/derive.ts'
import { articleCorrection } from '../format/entity-corrections.ts'
import type { AddProblem } from '../format/problem.ts'
import { storePublisher } from '../store/article.ts'
import { statedColumns, type Correcting, type CorrectionRules } from './correct-entity.ts'

type Correction = z.output<typeof articleCorrection>

/** How an article is corrected. */
export const ARTICLE_CORRECTION: CorrectionRules<Correction> = {
  concept: 'article',
  schema: articleCorrection,
  references: () => [],
  prepare: prepareArticle,
}

async function prepareArticle(
  { tx, id, correction }: Correcting<Correction>,
  addProblem: AddProblem,
): Promise<() => Promise<void>> {
  const { publisher, headline, language, publishedOn } = correction
  const [stored] = await tx.select().from(articles).where(eq(articles.id, id))
  if (headline === null && stored?.url === null && stored.textSha256 === null) {
    addProblem(['headline'], 'must not be removed: nothing else identifies the article.')
  }
  return async () => {
    const publisherId = publisher ? await storePublisher(tx, publisher) : publisher
    const columns = statedColumns({ publisherId, headline, language, publishedOn })
    if (Object.keys(columns).length > 0) await tx.update(articles).set(columns).where(eq(articles.id, id))
    if (publisherId !== undefined && publisherId !== stored?.publisherId) await movePublisher(tx, id, publisherId)
  }
}

/** Copies the publisher of an article to its mentions, and counts the publishers of the events again. */
async function movePublisher(tx: Database, articleId: string, publisherId: string | null): Promise<void> {
  const rows = await tx.select({ id: mentions.eventId }).from(mentions).where(eq(mentions.articleId, articleId))
  const eventIds = rows.map(({ id }) => id)
  await changeMentions(tx, eventIds, async () => {
    await tx.update(mentions).set({ publisherId }).where(eq(mentions.articleId, articleId))
    await countMentions(tx, eventIds)
  })
}
