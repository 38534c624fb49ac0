import { normalizeName } from '../../database/values/normalize-name.ts'
import { agencyNamed, agencyOfDomain } from './agency-credits.ts'
import { hashesOfPublisher } from './credited-names.ts'
import { registrableDomain } from './house.ts'
import type { SourceClaim, SourceText } from './origins.ts'

/** The stored rows that a claim's origin follows from. */
export interface ClaimRows {
  id: string
  articleId: string
  text: SourceText
  /** Of the article. */
  url: string | null
  publisher: { id: string; name: string; homepage: string | null; owner: string | null } | null
  /** The attribution chain, the origin first. */
  chain: readonly { agent: { id: string; name: string } | null; label: string | null }[]
}

/** Derives what decides on the origin of a claim from stored rows. */
export function sourceClaimOf({ id, articleId, text, url, publisher, chain }: ClaimRows): SourceClaim {
  const domains = [url, publisher?.homepage ?? null].flatMap((address) => {
    const domain = address === null ? null : registrableDomain(address)
    return domain === null ? [] : [domain]
  })
  const names = chain.flatMap(({ agent, label }) => [agent?.name ?? [], label ?? []].flat())
  const agencies = [
    ...domains.map(agencyOfDomain),
    ...(publisher === null ? [] : [agencyNamed(publisher.name)]),
    ...names.map(agencyNamed),
  ]
  return {
    id,
    articleId,
    text,
    publisher: publisher && {
      id: publisher.id,
      name: publisher.name,
      nameHashes: hashesOfPublisher({ name: publisher.name, domains }),
    },
    houses: [...new Set([...domains, ...(publisher === null ? [] : housesOf(publisher))])],
    actor: chain.find(({ agent }) => agent !== null)?.agent ?? null,
    chainAgencies: agencies.filter((agency) => agency !== undefined),
    chainNames: names.flatMap((name) => hashesOfPublisher({ name, domains: [] })),
  }
}

/** The name of the publisher, and of its owner: an owner may be a publisher itself. */
function housesOf({ name, owner }: NonNullable<ClaimRows['publisher']>): string[] {
  return [name, ...(owner === null ? [] : [owner])].map(normalizeName)
}
