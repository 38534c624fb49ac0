import type { Case } from './case.ts'
import { DOCUMENT_CASES } from './cases/documents.ts'
import { HTTP_CASES } from './cases/http.ts'
import { KEY_CASES } from './cases/keys.ts'
import { SOCKET_CASES } from './cases/sockets.ts'
import { TEXT_CASES } from './cases/texts.ts'
import { VALUE_CASES } from './cases/values.ts'

/** All attacks. */
export const CASES: readonly Case[] = [
  ...DOCUMENT_CASES,
  ...TEXT_CASES,
  ...VALUE_CASES,
  ...HTTP_CASES,
  ...SOCKET_CASES,
  ...KEY_CASES,
]
