import type { EventKindName } from '../../../database/tables/event-kinds.ts'
import {
  correctionFormat,
  DEFINITIONS,
  eventFormat,
  eventRules,
  EVENT_SIZES,
  KINDS,
  REPORT,
  REPORT_RULES,
  REPORT_SIZES,
  type Referable,
} from './formats.ts'
import type { Fields } from './reading-rules.ts'
import { SampleMaker } from './sample-values.ts'

/**
 * A report that gives every field of the format, with one event of each kind.
 * @param firstCount see `SampleMaker`
 */
export function completeReport(firstCount: number): Fields {
  const events = KINDS.map((kind, i) => {
    const [first, second] = [1, 2].map((distance) => `e${(i + distance) % KINDS.length}`) as [string, string]
    const references = {
      actor: 'person',
      office: 'office',
      place: 'place',
      storyline: 'storyline',
      events: [first, second] as const,
    }
    const rules = { ...eventRules(kind, references), 'events.key': () => `e${i}` }
    return new SampleMaker(DEFINITIONS, rules, EVENT_SIZES, firstCount + 100 * i).value(eventFormat(kind), ['events'])
  })
  const rest = new SampleMaker(DEFINITIONS, REPORT_RULES, REPORT_SIZES, firstCount).value(REPORT) as Fields
  return { ...rest, events }
}

/**
 * A correction that gives every field of the format.
 * @param claims the ids of the claims that it changes
 */
export function completeCorrection(
  kind: EventKindName,
  references: Referable,
  article: string,
  claims: string[],
): Fields {
  const rules = {
    ...eventRules(kind, references),
    'claims.claim': (position: number) => claims[position],
    'claims.article': () => article,
    'claims.version': () => 1,
  }
  return new SampleMaker(DEFINITIONS, rules, EVENT_SIZES, 5000).value(correctionFormat(kind), ['events']) as Fields
}
