import { parse } from 'tldts'

/**
 * The registrable domain of a URL or host, such as example.co.uk of https://news.example.co.uk/a: one house
 * with any number of sites. Below suffixes where anybody can register (github.io), each name is a house of its own.
 * @returns the host itself if it has no such domain (an IP address); null if there is no host
 */
export function registrableDomain(urlOrHost: string): string | null {
  const { domain, hostname } = parse(urlOrHost, { allowPrivateDomains: true })
  return domain ?? hostname
}

/** Whether a word with dots is a domain below a public suffix, and not the end of a sentence without a space. */
export function isPublicDomain(host: string): boolean {
  const { isIcann, isPrivate, domain } = parse(host, { allowPrivateDomains: true })
  return domain !== null && (isIcann === true || isPrivate === true)
}
