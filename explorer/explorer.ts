import type { GraphQLFormattedError } from 'graphql'
import { answerWithRecord } from './answer.tsx'
import { findPage } from './find-page.ts'
import { problemPage } from './pages/problem.tsx'
import type { Assets } from './parts/layout.tsx'
import { acceptedFormat, splitFormat, STEP, type PageRequest } from './request/page-request.ts'
import type { AnyPage, Example } from './request/page.ts'

/** The answer of the graph to a document, with what HTTP says of it. */
export interface Executed {
  data?: unknown
  errors?: readonly GraphQLFormattedError[] | undefined
  status: number
  headers: Readonly<Record<string, string>>
}

/** What the pages are made with. */
export interface Services {
  /** Answers a persisted document with all limits and rights of any operation. */
  execute: (document: string, variables: Record<string, unknown>) => Promise<Executed>
  /** The text of a persisted document. */
  textOf: (document: string) => string
  examples: readonly Example[]
  assets: Assets
}

/** An answer over HTTP. */
export interface PageAnswer {
  status: number
  headers: Readonly<Record<string, string>>
  body: string
}

export interface Target {
  origin: string
  /** Decoded. */
  path: string
  search: URLSearchParams
  accept: string | undefined
}

/** Whether a path is that of a page; its record may be missing all the same. */
export function isPagePath(path: string): boolean {
  return findPage(path) !== undefined || findPage(splitFormat(path).path) !== undefined
}

/** Answers a request for a page, in the format that the client asks for. */
export async function answerPage({ origin, path, search, accept }: Target, services: Services): Promise<PageAnswer> {
  const split = splitFormat(path)
  const found = findPage(split.path) ?? findPage(path)
  const format = split.format ?? acceptedFormat(accept)
  if (!found) return problemPage({ status: 404, message: 'There is no such page.' }, services.assets)
  const isFirstStep = search.get(STEP) === 'first'
  search.delete(STEP)
  const request: PageRequest = { origin, path: split.path, id: found.id, search, format, isFirstStep }
  const { run, executed } = await execute(found.page, request, services)
  const subject = subjectOf(found.page, executed, request)
  if (subject === undefined || subject === null) return failed(executed, request, services.assets)
  const query = { ...run, text: services.textOf(run.name) }
  return answerWithRecord({ page: found.page, subject, query, request, data: executed.data }, services)
}

/** Asks for less where the whole page would cost more than an operation may. */
async function execute(page: AnyPage, request: PageRequest, services: Services) {
  const variables = { ...page.variablesOf(request), ...(request.isFirstStep ? page.notFirst : undefined) }
  let run = { name: page.document, variables }
  let executed = await services.execute(run.name, run.variables)
  for (const less of page.leftOut ?? []) {
    if (executed.errors?.[0]?.extensions?.['code'] !== 'QUERY_TOO_COSTLY') break
    run = { ...run, variables: { ...variables, ...less } }
    executed = await services.execute(run.name, run.variables)
  }
  return { run, executed }
}

function subjectOf(page: AnyPage, { data, errors }: Executed, request: PageRequest): unknown {
  return errors || !data ? undefined : page.subjectOf(data, request)
}

/** In the format of the client: a program gets the errors of the graph. */
function failed({ errors, status, headers }: Executed, { format, path }: PageRequest, assets: Assets): PageAnswer {
  const known = errors?.[0]
  const problem = known
    ? { status: status === 200 ? 400 : status, message: known.message }
    : { status: 404, message: `Nothing is stored under ${path}.` }
  if (format === 'html') return problemPage({ ...problem, headers }, assets)
  const body = { errors: errors ?? [{ message: problem.message, extensions: { code: 'NOT_FOUND' } }] }
  return {
    status: problem.status,
    headers: { 'cache-control': 'no-store', ...headers, 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify(body),
  }
}
