import { redact } from '../database/redact.ts'
import { errorCodeOf } from '../database/sql/sql-state.ts'
import { reasonOf } from '../importers/values/error-reason.ts'

const INSUFFICIENT_PRIVILEGE = '42501'

const PRIVILEGE_ADVICE =
  'The role of DATABASE_URL lacks this right. Run `npm run migrate` with the role that owns the database; the role of ' +
  'the service must read and write its tables: see docs/operations.md.'

/** What a command prints when it fails: the reason, and how to fix it where the reason does not say so. */
export function failureText(error: unknown): string {
  const reason = redact(reasonOf(error))
  return errorCodeOf(error) === INSUFFICIENT_PRIVILEGE ? `${reason.replace(/\.?$/, '.')} ${PRIVILEGE_ADVICE}` : reason
}
