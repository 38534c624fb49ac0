import type { GraphQLError } from 'graphql'
import { setTimeout as sleep } from 'node:timers/promises'
import { MAX_PAGE_SIZE } from '../../schema/builder/page-size.ts'
import type { Execute } from '../execute.ts'
import type { ExportPlan } from './plan.ts'

/** An event as the document selects it, with its position in the list. */
export interface Row {
  cursor: string
  node: Record<string, unknown>
}

interface Page {
  pageInfo: { hasNextPage: boolean; endCursor: string | null }
  edges: Row[]
}

export interface Reading {
  execute: Execute
  variables: Record<string, unknown>
  asOf: string
  after: string | undefined
  /** Aborted when the client disconnects. */
  signal: AbortSignal
}

/** How often a page is asked for again, if the service is busy or the client has used its share. */
const MAX_RETRIES = 30
const DEFAULT_RETRY_SECONDS = 2

/**
 * Reads the rows of an export page by page: the next page only when the last one was taken, and smaller ones where a
 * page costs more than an operation may. The rows do not depend on the sizes of the pages.
 * @throws {GraphQLError} the error of a page
 */
export async function* readRows({ text }: ExportPlan, reading: Reading): AsyncGenerator<Row[], void> {
  const { execute, variables, asOf, signal } = reading
  let { after } = reading
  let size = MAX_PAGE_SIZE
  let retries = 0
  let isFirst = true
  for (;;) {
    const page = { export_first: size, export_after: after ?? null, export_asOf: asOf }
    const { data, errors } = await execute(text, { ...variables, ...page })
    const [error] = errors ?? []
    if (error !== undefined) {
      if (isTooCostly(error) && size > 1) size = Math.ceil(size / 4)
      // The error of the first page is the answer: the client knows then when to try again.
      else if (!isFirst && isTemporary(error) && retries++ < MAX_RETRIES) {
        await sleep(retryMs(error), undefined, { signal })
      } else throw error
      continue
    }
    const { pageInfo, edges } = (data as { page: Page }).page
    yield edges
    isFirst = false
    retries = 0
    if (!pageInfo.hasNextPage) return
    after = pageInfo.endCursor ?? undefined
  }
}

function isTooCostly({ extensions }: GraphQLError): boolean {
  return extensions['code'] === 'QUERY_TOO_COSTLY'
}

function isTemporary({ extensions }: GraphQLError): boolean {
  return extensions['code'] === 'RATE_LIMITED' || extensions['code'] === 'SERVICE_UNAVAILABLE'
}

function retryMs({ extensions }: GraphQLError): number {
  const { headers } = (extensions['http'] ?? {}) as { headers?: Record<string, string> }
  return 1000 * (Number(headers?.['retry-after']) || DEFAULT_RETRY_SECONDS)
}
