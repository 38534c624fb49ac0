import type { MentionRowDraft } from '../feed/draft.ts'
import { RejectedRowError } from '../feed/importer.ts'
import { momentOf, numberOf } from '../values/dates.ts'
import { articleOf } from './articles.ts'
import type { Row } from './columns.ts'

/**
 * What a row of GDELT mentions tells: one article reporting one event.
 * @param row by column names
 * @throws {RejectedRowError} where it names no event or no article
 */
export function mentionOf(row: Row): MentionRowDraft {
  const number = numberOf(row['GLOBALEVENTID'])
  if (number === undefined || !Number.isSafeInteger(number))
    throw new RejectedRowError('GLOBALEVENTID', 'is not a number')
  const source = row['MentionIdentifier']
  if (source === undefined) throw new RejectedRowError('MentionIdentifier', 'is empty')
  const confidence = numberOf(row['Confidence'])
  if (confidence !== undefined && !(confidence >= 0 && confidence <= 100))
    throw new RejectedRowError('Confidence', 'is not a number from 0 to 100')
  // What was translated says from what: `srclc:spa;eng:GT-SPA 1.0`.
  const language = /srclc:([a-z]{3})/.exec(row['MentionDocTranslationInfo'] ?? '')?.[1]
  const length = positive(row['MentionDocLen'])
  return {
    row: number,
    mention: {
      article: {
        ...articleOf(source, row['MentionSourceName']),
        ...(language && { language }),
        ...(length !== null && { length }),
      },
      sentence: positive(row['SentenceID']),
      actor1Offset: positive(row['Actor1CharOffset']),
      actor2Offset: positive(row['Actor2CharOffset']),
      actionOffset: positive(row['ActionCharOffset']),
      extractionConfidence: confidence ?? null,
      tone: numberOf(row['MentionDocTone']) ?? null,
      mentionedAt: momentOf(row['MentionTimeDate']) ?? null,
    },
    warnings: [],
  }
}

/** A count or an offset; -1 means that there is none. */
function positive(value: string | undefined): number | null {
  const number = numberOf(value)
  return number === undefined || number < 0 || number > 2_147_483_647 ? null : Math.trunc(number)
}
