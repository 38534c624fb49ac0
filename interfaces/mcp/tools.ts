import type { Tool } from './tool.ts'
import { ACTOR_DOSSIER } from './tools/actor-dossier.ts'
import { COMPARE_CLAIMS } from './tools/compare-claims.ts'
import { COUNT_EVENTS } from './tools/count-events.ts'
import { FIND_NAMES } from './tools/find-names.ts'
import { GET_EVENT } from './tools/get-event.ts'
import { LIST_CHANGES } from './tools/list-changes.ts'
import { CHECK_REPORT, PUBLISH_REPORT } from './tools/publish.ts'
import { REPORT_FORMAT } from './tools/report-format.ts'
import { SEARCH_EVENTS } from './tools/search-events.ts'

/** All tools. Their definitions are sent to a model before its first question: see the test of their length. */
export const TOOLS: readonly Tool[] = [
  SEARCH_EVENTS,
  GET_EVENT,
  COMPARE_CLAIMS,
  FIND_NAMES,
  ACTOR_DOSSIER,
  COUNT_EVENTS,
  LIST_CHANGES,
  REPORT_FORMAT,
  CHECK_REPORT,
  PUBLISH_REPORT,
]
