import { labelOf, wordsOf } from '../words/enum-words.ts'
import { momentWords } from '../words/time-words.ts'

interface HistoryRevision {
  version: number
  kind: string
  at: string
  by: string
  reason: string | null
  changes: readonly { field: string; before: unknown; after: unknown; isSupported?: boolean | null }[]
}

interface HistoryProps {
  revisions: readonly HistoryRevision[]
  /** The address of the state after a revision; undefined if the record has only the present one. */
  pathAt?: (moment: string) => string
  /** The moment whose state the page shows. */
  asOf?: string | null
}

/** Every state of a record: who changed what, when and why. */
export function History({ revisions, pathAt, asOf }: HistoryProps) {
  if (revisions.length === 0) return null
  return (
    <section aria-labelledby="history">
      <h2 id="history">History</h2>
      <ol class="history" data-island={pathAt && revisions.length > 1 ? 'slider' : undefined}>
        {revisions.map(({ version, kind, at, by, reason, changes }) => (
          <li>
            <p>
              <strong>Version {version}</strong>: {wordsOf(kind)} on <time dateTime={at}>{momentWords(at)}</time> by{' '}
              <bdi>{by}</bdi>
              {pathAt && (
                <span class="on-screen">
                  {' · '}
                  <a href={pathAt(at)} aria-current={asOf === at ? 'page' : undefined}>
                    the page as of then
                  </a>
                </span>
              )}
            </p>
            {reason && <p dir="auto">{reason}</p>}
            {changes.length > 0 && <Changes changes={changes} />}
          </li>
        ))}
      </ol>
    </section>
  )
}

function Changes({ changes }: Pick<HistoryRevision, 'changes'>) {
  return (
    <details>
      <summary>
        {changes.length} {changes.length === 1 ? 'change' : 'changes'}
      </summary>
      <dl class="changes">
        {changes.map(({ field, before, after, isSupported }) => (
          <>
            <dt>
              {labelOf(field)}
              {isSupported === false && <span class="badge warn">no claim supports it</span>}
            </dt>
            <dd>
              <del dir="auto">{shown(before)}</del> → <ins dir="auto">{shown(after)}</ins>
            </dd>
          </>
        ))}
      </dl>
    </details>
  )
}

const MAX_SHOWN = 600

function shown(value: unknown): string {
  if (value === null || value === undefined) return 'nothing'
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text
}
