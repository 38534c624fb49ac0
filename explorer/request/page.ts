import type { ComponentChildren } from 'preact'
import type { PageRequest } from './page-request.ts'

/** How a record is cited. */
export interface Citation {
  title: string
  /** Who made the record, such as a dataset or a publisher. */
  author: string
  /** The day of the state that is cited, such as 2026-11-24. */
  state?: string
  /** The day on which an article was published. */
  published?: string | undefined
}

/** What a page needs besides the answer of its document. */
interface PageContext {
  request: PageRequest
  /** The text of a persisted document, for readers. */
  examples: readonly Example[]
}

/** A question that the documentation asks, with the query that answers it. */
export interface Example {
  question: string
  query: string
}

/** A kind of page: its document, and how the answer becomes HTML and other formats. */
export interface Page<Data, Subject> {
  /** The name of its persisted document. */
  document: string
  variablesOf: (request: PageRequest) => Record<string, unknown>
  /** What to leave out in the first of two steps. */
  notFirst?: Record<string, unknown>
  /** What to leave out, step by step, if the page costs more than an operation may. */
  leftOut?: readonly Record<string, unknown>[]
  /** What the page is about; undefined if the answer has no such thing. */
  subjectOf: (data: Data, request: PageRequest) => Subject | null | undefined
  /** The path of the record that this one was merged into. */
  movedTo?: (subject: Subject) => string | undefined
  /** Whether the record was retracted or erased: the page says so, and stays. */
  isGone?: (subject: Subject) => boolean
  titleOf: (subject: Subject, request: PageRequest) => string
  descriptionOf: (subject: Subject) => string
  render: (subject: Subject, context: PageContext) => ComponentChildren
  /** The path of the record, which has one only. */
  pathOf?: (subject: Subject) => string
  citationOf?: (subject: Subject) => Citation
  linkedDataOf?: (subject: Subject, origin: string) => object
  /** The variables of the document `explorer-files`, for a page with a list of events. */
  filesOf?: (subject: Subject, request: PageRequest) => Record<string, unknown>
}

/** A page whose types are known only to itself. */
export type AnyPage = Page<unknown, unknown>
