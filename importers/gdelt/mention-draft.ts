import { compose } from '../../database/values/normalize-name.ts'
import type { MentionRowDraft } from '../feed/draft.ts'
import { RejectedRowError } from '../feed/importer.ts'
import { parseMoment, parseNumber } from '../values/dates.ts'
import { articleOf } from './articles.ts'
import type { Row } from './columns.ts'

/**
 * Parses a row of a file of mentions.
 * @throws {RejectedRowError} if it has no event number, no article, or a wrong confidence
 */
export function parseMentionRow(row: Row): MentionRowDraft {
  const rowNumber = parseNumber(row['GLOBALEVENTID'])
  if (rowNumber === undefined || !Number.isSafeInteger(rowNumber))
    throw new RejectedRowError('GLOBALEVENTID', 'must be an integer', row['GLOBALEVENTID'])
  const source = row['MentionIdentifier']
  if (source === undefined) throw new RejectedRowError('MentionIdentifier', 'must be a URL or a citation', undefined)
  const confidence = parseNumber(row['Confidence'])
  if (confidence !== undefined && !(confidence >= 0 && confidence <= 100))
    throw new RejectedRowError('Confidence', 'must be a number from 0 to 100', row['Confidence'])
  // A translated article has its original language here: `srclc:spa;eng:GT-SPA 1.0`.
  const language = /srclc:([a-z]{3})/.exec(row['MentionDocTranslationInfo'] ?? '')?.[1]
  const length = nonNegativeInteger(row['MentionDocLen'])
  return {
    rowNumber,
    mention: {
      article: {
        ...articleOf(source, row['MentionSourceName'] && compose(row['MentionSourceName'])),
        ...(language && { language }),
        ...(length !== null && { length }),
      },
      sentence: nonNegativeInteger(row['SentenceID']),
      actor1Offset: nonNegativeInteger(row['Actor1CharOffset']),
      actor2Offset: nonNegativeInteger(row['Actor2CharOffset']),
      actionOffset: nonNegativeInteger(row['ActionCharOffset']),
      extractionConfidence: confidence ?? null,
      tone: parseNumber(row['MentionDocTone']) ?? null,
      mentionedAt: parseMoment(row['MentionTimeDate']) ?? null,
      rowNumber,
    },
    warnings: [],
  }
}

const MAX_INTEGER = 2_147_483_647

/** Parses a length or an offset; GDELT writes -1 for null. */
function nonNegativeInteger(value: string | undefined): number | null {
  const number = parseNumber(value)
  return number === undefined || number < 0 || number > MAX_INTEGER ? null : Math.trunc(number)
}
