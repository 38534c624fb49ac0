/** Where in a document something is wrong: keys and positions from its root. */
export type Path = readonly (string | number)[]

/** One thing that is wrong with a document, and how to mend it. */
export interface Problem {
  path: Path
  message: string
}

/** Takes note of a problem; checks go on, so that all of them are told at once. */
export type AddProblem = (path: Path, message: string) => void

const MOST_PROBLEMS = 50

/** A report document that cannot be accepted. Nothing of it was stored. */
export class InvalidReportError extends Error {
  /** What is wrong, at most 50 things. */
  readonly problems: readonly Problem[]

  constructor(problems: readonly Problem[]) {
    const told = problems.slice(0, MOST_PROBLEMS)
    const more = problems.length - told.length
    super(
      [
        `The report is refused, for ${problems.length === 1 ? 'one reason' : `${problems.length} reasons`}:`,
        ...told.map(({ path, message }) => `- ${formatPath(path)}: ${message}`),
        ...(more > 0 ? [`- and ${more} more`] : []),
      ].join('\n'),
    )
    this.name = 'ReportRefused'
    this.problems = told
  }
}

/** The idempotency key of a report was used for another one before. */
export class IdempotencyKeyError extends InvalidReportError {}

/** @returns a path as JavaScript would write it, such as `events[3].participations[0].role` */
export function formatPath(path: Path): string {
  return (
    path.map((step, depth) => (typeof step === 'number' ? `[${step}]` : depth > 0 ? `.${step}` : step)).join('') ||
    'document'
  )
}
