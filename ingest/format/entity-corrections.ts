import { z } from 'zod'
import { actorDraft, officeDraft, placeDraft, storylineDraft } from './entities.ts'
import { ReportDocument } from './report.ts'

const MAX_ITEMS = 100

/** The change of a list: what reports add in the meantime is not lost, because the list is not replaced as a whole. */
function listChange<Item extends z.ZodType>(item: Item) {
  const items = z.array(item).max(MAX_ITEMS).default([])
  return z.strictObject({ add: items, remove: items }).optional()
}

const actor = actorDraft.shape
const place = placeDraft.shape
const office = officeDraft.shape
const storyline = storylineDraft.shape
const article = ReportDocument.shape.article.shape
const publisher = article.publisher.unwrap().shape

/** The correctable fields of an actor. An omitted field stays as it is, and null removes a value. */
export const actorCorrection = z.strictObject({
  kind: actor.kind.optional(),
  name: actor.name.optional(),
  description: actor.description.nullable(),
  country: actor.country.nullable(),
  names: listChange(actor.names.unwrap().element),
  externalIds: listChange(actor.externalIds.unwrap().element),
  memberships: listChange(actor.memberships.unwrap().element),
  tenures: listChange(actor.tenures.unwrap().element),
})

/** The correctable fields of a place. */
export const placeCorrection = z.strictObject({
  kind: place.kind.optional(),
  name: place.name.optional(),
  latitude: place.latitude.nullable(),
  longitude: place.longitude.nullable(),
  names: listChange(place.names.unwrap().element),
  externalIds: listChange(place.externalIds.unwrap().element),
  parents: listChange(place.parents.unwrap().element),
})

/** The correctable fields of an office. */
export const officeCorrection = z.strictObject({
  title: office.title.optional(),
  organization: office.organization.nullable(),
  place: office.place.nullable(),
})

/**
 * The correctable fields of an article. Its URL identifies it, and its quotes refer to the texts of its versions, so these
 * are not corrected: another text is another version. The headline and the language are those of the latest version.
 */
export const articleCorrection = z.strictObject({
  publisher: article.publisher.nullable(),
  headline: article.headline.nullable(),
  language: article.language.nullable(),
  publishedOn: article.publishedOn.nullable(),
})

/** The correctable fields of a publisher. Only a correction states the owner. */
export const publisherCorrection = z.strictObject({
  name: publisher.name.optional(),
  homepage: publisher.homepage.nullable(),
  owner: publisher.name.nullable().optional(),
})

/** The correctable fields of a storyline. */
export const storylineCorrection = z.strictObject({
  title: storyline.title.optional(),
  summary: storyline.summary.nullable(),
  parent: storyline.parent.nullable(),
})
