import type { EventRecord } from '../../documents/records.ts'
import { countOf } from '../../words/number-words.ts'
import { ClaimItem } from './claim-item.tsx'

/** Who says so, in which words: claim by claim; conflicting ones beside each other. */
export function Claims({ event }: { event: EventRecord }) {
  const { claims, dispute } = event
  const ids = (list: readonly { id: string }[]) => new Set(list.map(({ id }) => id))
  const [asserting, denying] = [ids(dispute?.asserting ?? []), ids(dispute?.denying ?? [])]
  const others = claims.filter(({ id }) => !asserting.has(id) && !denying.has(id))
  return (
    <section aria-labelledby="claims">
      <h2 id="claims">Who says so, in which words</h2>
      <Origins event={event} />
      {dispute && (
        <div class="columns">
          <div>
            <h3>It is so</h3>
            <ol class="claims">
              {claims
                .filter(({ id }) => asserting.has(id))
                .map((claim) => (
                  <ClaimItem claim={claim} />
                ))}
            </ol>
          </div>
          <div>
            <h3>It is not so</h3>
            <ol class="claims">
              {claims
                .filter(({ id }) => denying.has(id))
                .map((claim) => (
                  <ClaimItem claim={claim} />
                ))}
            </ol>
          </div>
        </div>
      )}
      {claims.length === 0 && <p>No article is quoted: the row of the dataset is all there is.</p>}
      <ol class="claims">
        {others.map((claim) => (
          <ClaimItem claim={claim} />
        ))}
      </ol>
    </section>
  )
}

function Origins({ event: { origins, independentOriginCount } }: { event: EventRecord }) {
  if (origins.length === 0) return null
  return (
    <details>
      <summary>
        {countOf(origins.length, 'origin')}; independent ones that assert it: {independentOriginCount}
      </summary>
      <ul>
        {origins.map(({ name, reason, isProven }) => (
          <li>
            <bdi>{name}</bdi>
            {isProven ? '' : ' (not proven)'}: {reason}
          </li>
        ))}
      </ul>
    </details>
  )
}
