import { mentions } from '../../database/tables/mention.ts'
import { toId } from '../../database/values/ids.ts'
import type { EventPart } from './part.ts'

declare module './part.ts' {
  interface PartsDraft {
    mentions?: readonly Omit<typeof mentions.$inferInsert, 'eventId' | 'occurredSort'>[]
  }
}

/** The articles that report an event. A correction does not change them; the imports of feeds add to them. */
export const mentionsPart: EventPart<typeof mentions.$inferInsert> = {
  name: 'mentions',
  table: mentions,
  correctedWith: [],
  onMerge: 'UNITE',
  hasManyRows: true,
  rows: ({ draft, eventId, occurredSort }) =>
    draft.mentions?.map((mention) => ({
      eventId,
      articleId: mention.articleId,
      publisherId: mention.publisherId ?? null,
      sentence: mention.sentence ?? null,
      actor1Offset: mention.actor1Offset ?? null,
      actor2Offset: mention.actor2Offset ?? null,
      actionOffset: mention.actionOffset ?? null,
      extractionConfidence: mention.extractionConfidence ?? null,
      tone: mention.tone ?? null,
      mentionedAt: mention.mentionedAt ?? null,
      rowNumber: mention.rowNumber ?? null,
      occurredSort,
    })),
  snapshot: (rows) => rows.map(({ articleId }) => toId('article', articleId)).toSorted(),
}
