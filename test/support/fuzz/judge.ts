import type { FuzzAnswer, FuzzRequest } from './request.ts'

interface AnsweredError {
  message: string
  extensions?: { code?: string }
}

/** What only the inside of the service has: SQL, stack traces, paths, and addresses of the database. */
const LEAKS = [
  /\b(?:select|update|insert into|delete from) "|\$1\b|Failed query|drizzle|PGlite|pg_catalog/,
  /\bat \S+ \(|\.[cm]?[jt]s:\d+|node_modules|\/dist\//,
  /postgres(?:ql)?:\/\/|ECONN|127\.0\.0\.1:\d/,
]

/**
 * Judges an answer: it has no status of 5xx but 503, each of its errors has a code, and it contains nothing of the inside
 * of the service.
 * @param secrets further texts that no answer may contain, such as the path of the project
 * @returns what is wrong
 */
export function faultOf(
  answer: FuzzAnswer | undefined,
  { method }: FuzzRequest,
  secrets: readonly string[],
): string | undefined {
  if (answer === undefined) return 'no answer'
  const { status, headers } = answer
  if (status === 0) return 'no status'
  if (status >= 500 && status !== 503) return `status ${status}`
  if (status === 503 && headers['retry-after'] === undefined) return 'a 503 without Retry-After'
  const leak = leakOf(answer, secrets)
  if (leak !== undefined) return `a leak of ${leak}`
  if (method === 'HEAD' || method === 'OPTIONS') return undefined
  const codes = errorsOf(answer).map(({ extensions }) => extensions?.code)
  if (codes.includes(undefined)) return 'an error without a code'
  if (codes.includes('INTERNAL_SERVER_ERROR')) return 'an internal error'
  return isJson(answer) && status >= 400 && codes.length === 0 ? `status ${status} without an error` : undefined
}

/** An event stream has a document in each event. */
function documentsOf({ headers, body }: FuzzAnswer): string[] {
  if (isStream({ headers })) return [...body.matchAll(/^data: (\{.*\})$/gm)].map(([, document = '']) => document)
  return isJson({ headers }) ? [body] : []
}

/** Data and descriptions of the schema may contain such words; headers, errors and answers in other formats may not. */
function leakOf(answer: FuzzAnswer, secrets: readonly string[]): string | undefined {
  const errors =
    isJson(answer) || isStream(answer) ? JSON.stringify(errorsOf(answer)) : answer.status >= 400 ? answer.body : ''
  const text = JSON.stringify(answer.headers) + errors.replaceAll('\\"', '"')
  for (const pattern of LEAKS) {
    const leak = pattern.exec(text)?.[0]
    if (leak !== undefined) return leak
  }
  return secrets.find((secret) => text.includes(secret))
}

function isJson({ headers }: Pick<FuzzAnswer, 'headers'>): boolean {
  return /json/.test(headers['content-type'] ?? '')
}

function isStream({ headers }: Pick<FuzzAnswer, 'headers'>): boolean {
  return /event-stream/.test(headers['content-type'] ?? '')
}

function errorsOf(answer: FuzzAnswer): AnsweredError[] {
  return documentsOf(answer).flatMap((document) => {
    try {
      return (JSON.parse(document) as { errors?: AnsweredError[] }).errors ?? []
    } catch {
      return []
    }
  })
}
