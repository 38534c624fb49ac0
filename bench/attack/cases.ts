import type { Case } from './case.ts'
import { AGENT_CASES } from './cases/agents.ts'
import { CREDENTIAL_CASES } from './cases/credentials.ts'
import { DOCUMENT_CASES } from './cases/documents.ts'
import { FEED_CASES } from './cases/feeds.ts'
import { FILE_CASES } from './cases/files.ts'
import { FILTER_CASES } from './cases/filters.ts'
import { FLOOD_CASES } from './cases/floods.ts'
import { HTTP_CASES } from './cases/http.ts'
import { RIGHTS_CASES } from './cases/rights.ts'
import { SOCKET_CASES } from './cases/sockets.ts'
import { SPREADSHEET_CASES } from './cases/spreadsheets.ts'
import { TEXT_CASES } from './cases/texts.ts'
import { VALUE_CASES } from './cases/values.ts'
import { WIRE_CASES } from './cases/wire.ts'
import { WORK_CASES } from './cases/work.ts'

/** All attacks. */
export const CASES: readonly Case[] = [
  ...DOCUMENT_CASES,
  ...TEXT_CASES,
  ...FILTER_CASES,
  ...FILE_CASES,
  ...FEED_CASES,
  ...AGENT_CASES,
  ...SPREADSHEET_CASES,
  ...VALUE_CASES,
  ...WORK_CASES,
  ...HTTP_CASES,
  ...WIRE_CASES,
  ...SOCKET_CASES,
  ...CREDENTIAL_CASES,
  ...RIGHTS_CASES,
  ...FLOOD_CASES,
]
