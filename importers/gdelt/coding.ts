import type { EventDraft } from '../feed/draft.ts'
import { integerIn, MAX_INTEGER, numberIn, type Row } from '../values/cells.ts'

const COUNTS = { min: 0, max: MAX_INTEGER }

/**
 * The feed's own numbers about an event.
 * @throws {RejectedRowError} if a cell is not a number in the range of its column
 */
export function codingOf(row: Row): NonNullable<EventDraft['coding']> {
  const isRootEvent = integerIn(row, 'IsRootEvent', { min: 0, max: 1 })
  return {
    goldsteinScale: numberIn(row, 'GoldsteinScale', { min: -10, max: 10 }) ?? null,
    quadClass: integerIn(row, 'QuadClass', { min: 1, max: 4 }) ?? null,
    isRootEvent: isRootEvent === undefined ? null : isRootEvent === 1,
    averageTone: toneOf(row) ?? null,
    mentionCount: integerIn(row, 'NumMentions', COUNTS) ?? null,
    sourceCount: integerIn(row, 'NumSources', COUNTS) ?? null,
    articleCount: integerIn(row, 'NumArticles', COUNTS) ?? null,
  }
}

/** The tone of the article; the codebook gives the tone a scale from -100 to 100. */
export function toneOf(row: Row): number | undefined {
  return numberIn(row, 'AvgTone', { min: -100, max: 100 })
}
