import { compose } from '../../database/values/normalize-name.ts'
import type { MentionRowDraft } from '../feed/draft.ts'
import { RejectedRowError } from '../feed/importer.ts'
import { assertPossible, integerIn, MAX_INTEGER, numberIn, requiredIntegerIn, type Row } from '../values/cells.ts'
import { parseMoment } from '../values/dates.ts'
import { articleOf } from './articles.ts'

/**
 * Parses a row of a file of mentions.
 * @throws {RejectedRowError} if it has no event number or article, or a cell that breaks the rule of its column
 */
export function parseMentionRow(row: Row): MentionRowDraft {
  const rowNumber = requiredIntegerIn(row, 'GLOBALEVENTID', { min: 0, max: Number.MAX_SAFE_INTEGER })
  const source = row['MentionIdentifier']
  if (source === undefined) throw new RejectedRowError('MentionIdentifier', 'must be a URL or a citation', undefined)
  const confidence = integerIn(row, 'Confidence', { min: 0, max: 100 })
  // A translated article has its original language here: `srclc:spa;eng:GT-SPA 1.0`.
  const language = /srclc:([a-z]{3})/.exec(row['MentionDocTranslationInfo'] ?? '')?.[1]
  const length = nonNegativeInteger(row, 'MentionDocLen')
  return {
    rowNumber,
    mention: {
      article: {
        ...articleOf(source, row['MentionSourceName'] && compose(row['MentionSourceName'])),
        ...(language && { language }),
        ...(length !== null && { length }),
      },
      sentence: nonNegativeInteger(row, 'SentenceID'),
      actor1Offset: nonNegativeInteger(row, 'Actor1CharOffset'),
      actor2Offset: nonNegativeInteger(row, 'Actor2CharOffset'),
      actionOffset: nonNegativeInteger(row, 'ActionCharOffset'),
      extractionConfidence: confidence ?? null,
      tone: numberIn(row, 'MentionDocTone', { min: -100, max: 100 }) ?? null,
      mentionedAt: momentOf(row) ?? null,
      rowNumber,
    },
    warnings: [],
  }
}

/** A length or an offset; GDELT writes -1 for null. */
function nonNegativeInteger(row: Row, column: string): number | null {
  const number = integerIn(row, column, { min: -1, max: MAX_INTEGER })
  return number === undefined || number < 0 ? null : number
}

function momentOf(row: Row): string | undefined {
  const value = row['MentionTimeDate']
  if (value === undefined) return undefined
  const moment = parseMoment(value)
  if (moment === undefined) throw new RejectedRowError('MentionTimeDate', 'must be a time YYYYMMDDHHMMSS', value)
  assertPossible(moment.slice(0, 10), '1979-01-01', 'MentionTimeDate', value)
  return moment
}
