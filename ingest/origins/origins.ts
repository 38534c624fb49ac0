import { joinSameTexts } from './same-texts.ts'
import { Union } from './union.ts'

/** What is kept of a text to find its origin. */
export interface SourceText {
  /** Identifies the version of the article. */
  key: string
  /** The SHA-256 digest of the text; null if it is not known. */
  digest: string | null
  /** See `fingerprintOf`; null if the text was not given or is short. */
  fingerprint: readonly number[] | null
  /** Names of the agencies that it credits. */
  agencies: readonly string[]
  /** See `creditedNamesIn`. */
  creditedNames: readonly number[]
}

interface SourcePublisher {
  id: string
  name: string
  /** See `hashesOfPublisher`. */
  nameHashes: readonly number[]
}

/** A claim with all that decides on its origin. */
export interface SourceClaim {
  id: string
  articleId: string
  text: SourceText
  publisher: SourcePublisher | null
  /** Registrable domains and owners: articles that share one are of one house. */
  houses: readonly string[]
  /** The first identified actor of the attribution chain; null if there is none. */
  actor: { id: string; name: string } | null
  /** Agencies that the attribution chain names. */
  chainAgencies: readonly string[]
  /** Hashes of the names of the attribution chain, as of publishers. */
  chainNames: readonly number[]
}

export type Link =
  | { kind: 'ARTICLE'; key: string }
  | { kind: 'TEXT'; key: string }
  | { kind: 'AGENCY'; key: string }
  | { kind: 'HOUSE'; key: string }
  | { kind: 'ACTOR'; key: string; name: string }
  | { kind: 'CITATION'; key: string; name: string }

/** Claims of one origin, in the order given, and what joins them. */
export interface ClaimGroup<Claim> {
  claims: Claim[]
  links: Link[]
  /** Whether one of the claims is proven. */
  isProven: boolean
}

/**
 * Groups claims by origin. Two claims have the same origin if they share any of: the article, the text, a credited
 * agency, the publisher's house, the first identified actor; or if one credits the publisher of the other. A label such
 * as "a spokesman" neither joins nor separates. Origins are the connected groups.
 * @param claims about one event
 */
export function groupByOrigin<Claim extends SourceClaim>(claims: readonly Claim[]): ClaimGroup<Claim>[] {
  const union = new Union(claims.length)
  const links: { link: Link; claim: number }[] = []
  const join = (a: number, b: number, link: Link) => {
    union.join(a, b)
    links.push({ link, claim: a })
  }
  joinByKeys(claims, join)
  joinByCitation(claims, join)
  joinByText(claims, union, join)
  return union.sets().map((members) => ({
    claims: members.flatMap((i) => claims[i] ?? []),
    links: uniqueLinks(links.filter(({ claim }) => union.find(claim) === members[0]).map(({ link }) => link)),
    isProven: members.some((i) => isProven(claims[i])),
  }))
}

/** Whether the text of a claim can be compared, and a publisher or an agency vouches for it. */
export function isProven(claim: SourceClaim | undefined): boolean {
  if (claim === undefined || claim.text.fingerprint === null) return false
  return claim.publisher !== null || agenciesOf(claim).length > 0
}

/** The agencies that the text or the attribution chain of a claim names, or that published it. */
export function agenciesOf({ text, chainAgencies }: SourceClaim): readonly string[] {
  return [...new Set([...text.agencies, ...chainAgencies])]
}

type Join = (a: number, b: number, link: Link) => void

function joinByKeys(claims: readonly SourceClaim[], join: Join): void {
  const firstByKey = new Map<string, number>()
  for (const [i, claim] of claims.entries()) {
    for (const link of keysOf(claim)) {
      const key = `${link.kind} ${link.key}`
      const first = firstByKey.get(key)
      if (first === undefined) firstByKey.set(key, i)
      else join(first, i, link)
    }
  }
}

function keysOf(claim: SourceClaim): Link[] {
  const { articleId, text, houses, actor } = claim
  return [
    { kind: 'ARTICLE', key: articleId },
    ...(text.digest === null ? [] : [{ kind: 'TEXT' as const, key: text.digest }]),
    ...agenciesOf(claim).map((key) => ({ kind: 'AGENCY' as const, key })),
    ...houses.map((key) => ({ kind: 'HOUSE' as const, key })),
    ...(actor === null ? [] : [{ kind: 'ACTOR' as const, key: actor.id, name: actor.name }]),
  ]
}

function joinByCitation(claims: readonly SourceClaim[], join: Join): void {
  const publishers = new Map<string, { publisher: SourcePublisher; first: number }>()
  for (const [first, { publisher }] of claims.entries()) {
    if (publisher !== null && !publishers.has(publisher.id)) publishers.set(publisher.id, { publisher, first })
  }
  const credits = new Map<string, ReadonlySet<number>>()
  for (const [i, { text, chainNames, publisher: own }] of claims.entries()) {
    const credited = credits.get(text.key) ?? new Set(text.creditedNames)
    credits.set(text.key, credited)
    for (const { publisher, first } of publishers.values()) {
      if (publisher.id === own?.id) continue
      const isCited = publisher.nameHashes.some((hash) => credited.has(hash) || chainNames.includes(hash))
      if (isCited) join(first, i, { kind: 'CITATION', key: publisher.id, name: publisher.name })
    }
  }
}

function joinByText(claims: readonly SourceClaim[], union: Union, join: Join): void {
  const firstByText = new Map<string, number>()
  for (const [i, { text }] of claims.entries()) if (!firstByText.has(text.key)) firstByText.set(text.key, i)
  const texts = [...firstByText.values()].flatMap((i) => {
    const fingerprint = claims[i]?.text.fingerprint ?? null
    return fingerprint === null ? [] : [{ i, fingerprint }]
  })
  const claimOf = (text: number) => texts[text]?.i ?? 0
  joinSameTexts(
    texts.map(({ fingerprint }) => fingerprint),
    (a, b) => union.isJoined(claimOf(a), claimOf(b)),
    (a, b) => {
      join(claimOf(a), claimOf(b), { kind: 'TEXT', key: '' })
    },
  )
}

function uniqueLinks(links: readonly Link[]): Link[] {
  return [...new Map(links.map((link) => [`${link.kind} ${link.key}`, link])).values()]
}
