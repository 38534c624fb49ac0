import { GraphQLError } from 'graphql'
import { createHash } from 'node:crypto'
import { read, type Execute } from '../execute.ts'
import type { FeedPlan } from './plan-feed.ts'
import { textElement, xmlOf, type Element } from './xml.ts'

export interface FeedRequest {
  plan: FeedPlan
  /** The text of the document. */
  query: string
  /** The name of the persisted document; undefined for one that was sent. */
  name: string | undefined
  variables: Record<string, unknown>
  /** The cursor of the page before this one. */
  after: string | undefined
  /** The address of the service, such as `https://dateline.example`. */
  base: string
  /** The path of the feed and its parameters, without `after`. */
  path: string
  /** The path of the page of an event. */
  recordPath: (id: string) => string
  execute: Execute
}

export interface Feed {
  xml: string
  /** The time of the latest change. */
  updated: Date
}

interface Revision {
  version: number
  kind: string
  at: string
  by: string
  reason: string | null
  changes: { field: string }[]
}

interface Changed {
  id: string
  kind: string
  title: string
  summary: string | null
  certainty: string
  evidence: string
  createdAt: string
  occurred: { edtf: string }
  participations: { role: string; actor: { name: string } }[]
  location: { place: { name: string } | null } | null
  claims: { quote: { exact: string }; attribution: { name: string }[] }[]
  revisions: Revision[]
}

interface Page {
  pageInfo: { hasNextPage: boolean; endCursor: string | null }
  nodes: Changed[]
}

/** Smaller ones where a page costs more than an operation may. */
const PAGE_SIZES = [50, 20, 5]
const MAX_QUOTES = 3
const MAX_REVISIONS = 5

/**
 * Reads a page of the feed: the latest change of each event that the document lists, the newest first (RFC 4287, and RFC
 * 5005 for pages).
 * @throws {GraphQLError} the error of the operation
 */
export async function readFeed(request: FeedRequest): Promise<Feed> {
  const { plan, variables, after, execute } = request
  const filter = plan.filterVariable
  // The filter is part of another one there, which has no null.
  const given = filter === undefined ? variables : { ...variables, [filter]: variables[filter] ?? {} }
  const page = await readPage(plan.text, { ...given, feed_after: after }, execute)
  const times = page.nodes.map((event) => Date.parse(latestOf(event).at))
  const updated = new Date(Math.max(0, ...times))
  return { xml: `<?xml version="1.0" encoding="utf-8"?>\n${xmlOf(feedElement(request, page, updated))}\n`, updated }
}

async function readPage(text: string, variables: object, execute: Execute): Promise<Page> {
  for (const [i, size] of PAGE_SIZES.entries()) {
    try {
      return (await read<{ page: Page }>(execute, text, { ...variables, feed_first: size })).page
    } catch (error) {
      const isTooCostly = error instanceof GraphQLError && error.extensions['code'] === 'QUERY_TOO_COSTLY'
      if (!isTooCostly || i === PAGE_SIZES.length - 1) throw error
    }
  }
  throw new Error('A feed has at least one size of pages.')
}

function feedElement(request: FeedRequest, page: Page, updated: Date): Element {
  const { query, name, variables, base, path } = request
  const { hasNextPage, endCursor } = page.pageInfo
  const self = `${base}${path}`
  const separator = path.includes('?') ? '&' : '?'
  const next = hasNextPage && endCursor !== null ? [link('next', `${self}${separator}after=${endCursor}`)] : []
  const digest = createHash('sha256')
    .update(JSON.stringify([query, variables]))
    .digest('hex')
  return {
    name: 'feed',
    attributes: { xmlns: 'http://www.w3.org/2005/Atom' },
    content: [
      ...textElement('id', `urn:dateline:feed:${digest}`),
      ...textElement('title', `Dateline: changes of ${name ?? 'a query'}`),
      ...textElement('updated', updated.toISOString()),
      ...textElement('generator', 'Dateline'),
      link('self', self),
      ...next,
      ...page.nodes.map((event) => entryElement(event, request)),
    ],
  }
}

function entryElement(event: Changed, { base, recordPath }: FeedRequest): Element {
  const { id, title, summary, kind, certainty, createdAt } = event
  const { at, by, kind: change } = latestOf(event)
  return {
    name: 'entry',
    content: [
      // Another change is another entry; its id leads to the state after the change, as an id with a moment.
      ...textElement('id', `urn:dateline:${id}@${at}`),
      ...textElement('title', title),
      ...textElement('updated', at),
      ...textElement('published', createdAt),
      { name: 'author', content: textElement('name', by) },
      link('alternate', `${base}${recordPath(id)}`),
      ...[change, kind, certainty].map((term) => ({ name: 'category', attributes: { term } })),
      ...textElement('summary', summary, { type: 'text' }),
      ...textElement('content', contentOf(event), { type: 'text' }),
    ],
  }
}

function link(rel: string, href: string): Element {
  return { name: 'link', attributes: { rel, href } }
}

function contentOf(event: Changed): string {
  const { occurred, participations, location, claims, revisions } = event
  const took = participations.map(({ role, actor }) => `${role} ${actor.name}`).join(', ')
  const quotes = claims
    .slice(0, MAX_QUOTES)
    .map(({ quote, attribution }) => `“${quote.exact}” (${attribution.map(({ name }) => name).join(' < ')})`)
  const changes = revisions.slice(-MAX_REVISIONS).map(({ version, kind, at, reason, changes: fields }) => {
    const changed = fields.map(({ field }) => field).join(', ')
    return `${at} version ${version} ${kind}${changed ? `: ${changed}` : ''}${reason === null ? '' : ` (${reason})`}`
  })
  return [`${occurred.edtf} ${location?.place?.name ?? ''}`.trim(), took, ...quotes, ...changes]
    .filter(Boolean)
    .join('\n')
}

/** Every event has a revision: that of its creation. */
function latestOf({ revisions, createdAt }: Changed): Revision {
  return revisions.at(-1) ?? { version: 1, kind: 'CREATED', at: createdAt, by: 'unknown', reason: null, changes: [] }
}
