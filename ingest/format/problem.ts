/** The place of a value in a document: keys and list positions from the root. */
export type Path = readonly (string | number)[]

/** One fault of a document. The message says what was received, what is allowed and how to fix it. */
export interface Problem {
  path: Path
  message: string
}

/** Records a problem. The check continues, so that a client gets all problems at once. */
export type AddProblem = (path: Path, message: string) => void

const MAX_PROBLEMS = 50

/** A report document, correction or merge that is refused. Nothing of it was stored. */
export class InvalidReportError extends Error {
  /** At most 50 problems. */
  readonly problems: readonly Problem[]

  constructor(problems: readonly Problem[]) {
    const listed = problems.slice(0, MAX_PROBLEMS)
    const omittedCount = problems.length - listed.length
    super(
      [
        `The report is refused, for ${problems.length === 1 ? 'one reason' : `${problems.length} reasons`}:`,
        ...listed.map(({ path, message }) => `- ${formatPath(path)}: ${message}`),
        ...(omittedCount > 0 ? [`- and ${omittedCount} more`] : []),
      ].join('\n'),
    )
    this.name = 'InvalidReportError'
    this.problems = listed
  }
}

/** The idempotency key of a report was already used for a report with other content. */
export class IdempotencyKeyError extends InvalidReportError {}

/** @returns a path as JavaScript would write it, such as `events[3].participations[0].role` */
export function formatPath(path: Path): string {
  return (
    path.map((step, depth) => (typeof step === 'number' ? `[${step}]` : depth > 0 ? `.${step}` : step)).join('') ||
    'document'
  )
}
