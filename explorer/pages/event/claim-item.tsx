import type { ClaimRecord } from '../../documents/records.ts'
import { articleName } from '../../parts/article-name.ts'
import { Name } from '../../parts/name.tsx'
import { Quote } from '../../parts/quote.tsx'
import { claimAnchor, pathOf } from '../../request/address.ts'
import { labelOf, wordsOf } from '../../words/enum-words.ts'

/** One claim: who says it to whom, in which words, and how sure. */
export function ClaimItem({ claim }: { claim: ClaimRecord }) {
  const anchor = claimAnchor(claim.id)
  const { aspect, detail, certainty, polarity, realis, hedge, quote, article } = claim
  return (
    <li class="claim" id={anchor}>
      <p class="claim-head">
        <span class="badge kind">{detail ? `${labelOf(aspect)}: ${wordsOf(detail)}` : labelOf(aspect)}</span>
        <span class={certainty === 'REPORTED' ? 'badge' : 'badge warn'}>{wordsOf(certainty)}</span>
        {polarity === 'NEGATIVE' && <span class="badge warn">denies it</span>}
        {realis !== 'ACTUAL' && <span class="badge warn">{wordsOf(realis)}</span>}
      </p>
      <Speakers claim={claim} />
      <Quote quote={quote} lang={article.language} />
      {hedge && (
        <p class="note">
          Limited by the words <q dir="auto">{hedge}</q>
        </p>
      )}
      <p class="note">
        {quote.sentence !== null && `Sentence ${quote.sentence} of `}
        <Name href={`/articles/${article.id}#${anchor}`}>{articleName(article)}</Name>
      </p>
    </li>
  )
}

/** How a statement passes on, where the names alone do not say it. */
const MODES: Readonly<Record<string, string>> = {
  DIRECT_SPEECH: 'in direct speech',
  INDIRECT_SPEECH: 'in indirect speech',
}

/** The chain of speakers, from the origin to the article. */
function Speakers({ claim: { attribution } }: { claim: ClaimRecord }) {
  return (
    <ol class="speakers" aria-label="Who says so, origin first">
      {attribution.map(({ name, label, verb, mode, agent, article }) => (
        <li>
          <Name href={pathOf(agent?.id ?? article?.id ?? '')}>{name}</Name>
          {label && label !== name && (
            <span class="note">
              {' '}
              as <q dir="auto">{label}</q>
            </span>
          )}
          <span class="note"> {verb ? <q dir="auto">{verb}</q> : (MODES[mode] ?? '')}</span>
        </li>
      ))}
    </ol>
  )
}
