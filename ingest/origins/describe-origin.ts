import { agenciesOf, type ClaimGroup, type Link, type SourceClaim } from './origins.ts'

export interface OriginDescription {
  kind: 'ACTOR' | 'AGENCY' | 'PUBLISHER' | 'TEXT' | 'DATASET'
  name: string
  /** UUIDs; null unless the kind is ACTOR, or PUBLISHER. */
  actorId: string | null
  publisherId: string | null
  /** Why the claims are one origin, and whether it is proven: sentences for readers. */
  reason: string
}

/**
 * Describes a group of claims: by the actor, agency or publisher that most of them share; by the text if nothing else
 * is known.
 * @param titleOf the words for an article without a publisher
 */
export function describeOrigin<Claim extends SourceClaim>(
  group: ClaimGroup<Claim>,
  titleOf: (claim: Claim) => string,
): OriginDescription {
  const { claims } = group
  const [first] = claims
  if (first === undefined) throw new Error('An origin has at least one claim.')
  const none = { actorId: null, publisherId: null, reason: reasonOf(group) }
  const candidates = [
    ...distinct(claims, ({ actor }) => (actor === null ? [] : [actor])).map(({ id, name, count }) => ({
      count,
      origin: { ...none, kind: 'ACTOR' as const, name, actorId: id },
    })),
    ...distinct(claims, (claim) => agenciesOf(claim).map((name) => ({ id: name, name }))).map(({ name, count }) => ({
      count,
      origin: { ...none, kind: 'AGENCY' as const, name },
    })),
    ...distinct(claims, ({ publisher }) => (publisher === null ? [] : [publisher])).map(({ id, name, count }) => ({
      count,
      origin: { ...none, kind: 'PUBLISHER' as const, name, publisherId: id },
    })),
    { count: 0, origin: { ...none, kind: 'TEXT' as const, name: titleOf(first) } },
  ]
  const most = Math.max(...candidates.map(({ count }) => count))
  return candidates.find(({ count }) => count === most)?.origin ?? { ...none, kind: 'TEXT', name: titleOf(first) }
}

function distinct<Claim>(
  claims: readonly Claim[],
  valuesOf: (claim: Claim) => readonly { id: string; name: string }[],
) {
  const counts = new Map<string, { id: string; name: string; count: number }>()
  for (const claim of claims) {
    for (const { id, name } of valuesOf(claim)) {
      counts.set(id, { id, name, count: (counts.get(id)?.count ?? 0) + 1 })
    }
  }
  return [...counts.values()]
}

function reasonOf({ claims, links, isProven }: ClaimGroup<SourceClaim>): string {
  const articles = new Set(claims.map(({ articleId }) => articleId)).size
  const isSeveral = claims.length > 1
  const joins = isSeveral ? links.flatMap((link) => sentenceOf(link, articles)) : []
  return [...joins, proofOf(claims, isProven)].join(' ')
}

function sentenceOf(link: Link, articles: number): string[] {
  switch (link.kind) {
    case 'ARTICLE':
      return articles === 1 ? ['The claims are from one article.'] : []
    case 'TEXT':
      return articles === 1 ? [] : ['Articles have the same text.']
    case 'AGENCY':
      return articles === 1 ? [] : [`Articles credit ${link.key}.`]
    case 'HOUSE':
      return articles === 1 ? [] : [`Articles are from one house, ${link.key}.`]
    case 'ACTOR':
      return [`Claims have the same source, ${link.name}.`]
    case 'CITATION':
      return [`An article credits ${link.name}.`]
  }
}

function proofOf(claims: readonly SourceClaim[], isProven: boolean): string {
  if (isProven) return 'Proven: the text was given and compared, and its publisher or agency is known.'
  return claims.every(({ text }) => text.fingerprint === null)
    ? 'Not proven: no text that is long enough to be compared was given.'
    : 'Not proven: the text names no agency, and its publisher is not known.'
}
