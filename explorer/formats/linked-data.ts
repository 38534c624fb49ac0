import type { ActorRecord, ArticleRecord, DatasetRecord, PlaceRecord, StorylineRecord } from '../documents/records.ts'
import { webAddress } from '../request/address.ts'

const CONTEXT = 'https://schema.org'

const ACTOR_TYPES: Readonly<Record<string, string>> = { PERSON: 'Person', STATE: 'Country', GROUP: 'Thing' }

/** An actor in the words of schema.org. */
export function actorLinkedData(actor: ActorRecord, origin: string): object {
  const { id, kind, name, names, description, externalIds } = actor
  return {
    '@context': CONTEXT,
    '@id': `${origin}/actors/${id}`,
    '@type': ACTOR_TYPES[kind] ?? 'Organization',
    name,
    ...(names.length > 0 && { alternateName: names.map((each) => each.name) }),
    ...(description && { description }),
    ...sameAs(externalIds),
  }
}

/** A place in the words of schema.org. */
export function placeLinkedData(place: PlaceRecord, origin: string): object {
  const { id, kind, name, names, latitude, longitude, parents, externalIds } = place
  // A centre of a country or a region is no place where something happened: it is left out.
  const isPoint = kind === 'SETTLEMENT' || kind === 'SITE'
  return {
    '@context': CONTEXT,
    '@id': `${origin}/places/${id}`,
    '@type': kind === 'COUNTRY' ? 'Country' : kind.startsWith('ADM') ? 'AdministrativeArea' : 'Place',
    name,
    ...(names.length > 0 && { alternateName: names.map((each) => each.name) }),
    ...(isPoint && latitude !== null && { geo: { '@type': 'GeoCoordinates', latitude, longitude } }),
    containedInPlace: parents
      .filter((parent) => parent.kind === 'PART_OF')
      .map((parent) => ({ '@id': `${origin}/places/${parent.place.id}`, name: parent.place.name })),
    ...sameAs(externalIds),
  }
}

/** A storyline in the words of schema.org: an event that has others. */
export function storylineLinkedData({ id, title, summary, events }: StorylineRecord, origin: string): object {
  return {
    '@context': CONTEXT,
    '@id': `${origin}/storylines/${id}`,
    '@type': 'Collection',
    name: title,
    ...(summary && { description: summary }),
    hasPart: events.nodes.map((event) => ({ '@id': `${origin}/events/${event.id}`, name: event.title })),
  }
}

/** A dataset in the words of schema.org. */
export function datasetLinkedData(dataset: DatasetRecord, origin: string): object {
  const { name, title, licence, citation, homepage, releases } = dataset
  return {
    '@context': CONTEXT,
    '@id': `${origin}/datasets/${encodeURIComponent(name)}`,
    '@type': 'Dataset',
    name: title,
    description: `${title}, as events with their sources.`,
    license: licence,
    ...(citation && { citation }),
    ...(webAddress(homepage) && { url: webAddress(homepage) }),
    ...(releases[0] && { version: releases[0].name }),
  }
}

/** An article in the words of schema.org. Its text belongs to its publisher. */
export function articleLinkedData(article: ArticleRecord, origin: string): object {
  const { id, headline, url, publishedOn, language, publisher } = article
  return {
    '@context': CONTEXT,
    '@id': `${origin}/articles/${id}`,
    '@type': 'NewsArticle',
    ...(headline && { headline }),
    ...(webAddress(url) && { url: webAddress(url) }),
    ...(publishedOn && { datePublished: publishedOn }),
    ...(language && { inLanguage: language }),
    ...(publisher && { publisher: { '@type': 'Organization', name: publisher.name } }),
  }
}

function sameAs(externalIds: readonly { scheme: string; value: string }[]): { sameAs?: string[] } {
  const addresses = externalIds.flatMap(({ scheme, value }) => {
    if (scheme === 'WIKIDATA') return [`https://www.wikidata.org/entity/${value}`]
    return scheme === 'GEONAMES' ? [`https://sws.geonames.org/${value}/`] : []
  })
  return addresses.length > 0 ? { sameAs: addresses } : {}
}
