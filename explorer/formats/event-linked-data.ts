import type { EventRecord } from '../documents/records.ts'
import { webAddress } from '../request/address.ts'

/** The event in the words of schema.org, and its history and sources in those of PROV. */
export function eventLinkedData(event: EventRecord, origin: string): object {
  const { id, title, summary, occurred, locations, participations, mentions, dataset, revisions, polarity, realis } =
    event
  // schema.org has no word for an event that did not happen, or that is only asked for.
  const isEvent = polarity === 'POSITIVE' && (realis === 'ACTUAL' || realis === 'SCHEDULED')
  const [location] = locations
  return {
    '@context': { '@vocab': 'https://schema.org/', prov: 'http://www.w3.org/ns/prov#' },
    '@id': `${origin}/events/${id}`,
    '@type': isEvent ? ['Event', 'prov:Entity'] : 'prov:Entity',
    name: title,
    ...(summary && { description: summary }),
    ...(isEvent && occurred.earliest && { startDate: occurred.earliest }),
    temporalCoverage: occurred.edtf,
    ...(location?.place && {
      location: { '@type': 'Place', '@id': `${origin}/places/${location.place.id}`, name: location.place.name },
    }),
    contributor: participations.map(({ actor, role }) => ({
      '@type': 'Role',
      roleName: role,
      contributor: { '@id': `${origin}/actors/${actor.id}`, name: actor.name },
    })),
    license: dataset.licence,
    isPartOf: {
      '@type': 'Dataset',
      '@id': `${origin}/datasets/${encodeURIComponent(dataset.name)}`,
      name: dataset.title,
    },
    'prov:wasDerivedFrom': mentions.nodes.map(({ article }) => ({
      '@type': ['NewsArticle', 'prov:Entity'],
      '@id': `${origin}/articles/${article.id}`,
      ...(article.headline && { headline: article.headline }),
      ...(webAddress(article.url) && { url: webAddress(article.url) }),
    })),
    'prov:qualifiedGeneration': revisions.map(({ kind, at, by, reason }) => ({
      '@type': 'prov:Generation',
      'prov:atTime': at,
      'prov:hadActivity': kind,
      'prov:wasAssociatedWith': by,
      ...(reason && { 'prov:label': reason }),
    })),
  }
}
