import type { EventRecord } from '../../documents/records.ts'
import { articleName } from '../../parts/article-name.ts'
import { Name } from '../../parts/name.tsx'
import { WebLink } from '../../parts/web-link.tsx'
import { claimAnchor, datasetPath } from '../../request/address.ts'
import { basisWords, relationWords, wordsOf } from '../../words/enum-words.ts'
import { countOf } from '../../words/number-words.ts'

/** What the event has to do with others. */
export function Relations({ event: { relations, storylines } }: { event: EventRecord }) {
  if (relations.length + storylines.length === 0) return null
  return (
    <section aria-labelledby="relations">
      <h2 id="relations">Connected with</h2>
      <ul class="relations">
        {relations.map(({ kind, direction, basis, certainty, event, claims }) => (
          <li>
            This event {relationWords(kind, direction)}{' '}
            {event ? <Name href={`/events/${event.id}`}>{event.title}</Name> : 'an event that is not stored'}
            {certainty !== 'REPORTED' && <span class="badge warn">{wordsOf(certainty)}</span>}
            {basis !== 'EXPLICIT' && <span class="note"> {basisWords(basis)}</span>}
            {claims.map(({ id, hedge, quote }) => (
              <>
                {' '}
                <a class="note" href={`#${claimAnchor(id)}`}>
                  <q dir="auto">{quote.exact}</q>
                </a>
                {hedge && (
                  <span class="note">
                    {' '}
                    (<bdi>{hedge}</bdi>)
                  </span>
                )}
              </>
            ))}
          </li>
        ))}
        {storylines.map(({ id, title }) => (
          <li>
            Part of the storyline <Name href={`/storylines/${id}`}>{title}</Name>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Where the record comes from: articles, dataset, codes. */
export function Sources({ event }: { event: EventRecord }) {
  const { mentions, dataset, codes, externalIds, firstReportedOn, publisherCount } = event
  return (
    <section aria-labelledby="sources">
      <h2 id="sources">Sources</h2>
      <p>
        {countOf(mentions.totalCount, 'article')}
        {publisherCount > 0 ? ` of ${countOf(publisherCount, 'publisher')}` : '; its publisher is not known'}
        {firstReportedOn && `, first on ${firstReportedOn}`}. Dataset{' '}
        <Name href={datasetPath(dataset.name)}>{dataset.title}</Name>; licence: <bdi>{dataset.licence}</bdi>
      </p>
      <ul>
        {mentions.nodes.map(({ article }) => (
          <li>
            <Name href={`/articles/${article.id}`}>{articleName(article)}</Name>
            {article.url && (
              <>
                {' · '}
                <WebLink url={article.url}>read it there</WebLink>
              </>
            )}
          </li>
        ))}
      </ul>
      {(codes.length > 0 || externalIds.length > 0) && (
        <p class="note">
          {[
            ...codes.map(({ scheme, code, label }) => `${scheme} ${code}${label ? ` (${label})` : ''}`),
            ...externalIds.map(({ scheme, value }) => `${scheme} ${value}`),
          ].join(' · ')}
        </p>
      )}
    </section>
  )
}
