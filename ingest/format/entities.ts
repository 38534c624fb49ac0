import { z } from 'zod'
import { ACTOR_KINDS, NAME_KINDS, PLACE_EDGES, PLACE_KINDS } from '../../database/tables/enums.ts'
import { composedText, day, externalId, languageTag, latitude, localKey, longitude, reference } from './values.ts'

const name = z
  .strictObject({
    name: composedText(300).describe('The name itself.'),
    kind: z
      .enum(NAME_KINDS)
      .meta({ title: 'NameKind' })
      .describe('The kind of name; METONYM is "Moscow" for Russia, for example.'),
    language: languageTag.optional(),
  })
  .meta({ id: 'Name', description: 'A name other than the main one.' })

const names = z.array(name).max(100).default([]).describe('Other names. Later reports are matched by them too.')

const externalIds = z
  .array(externalId)
  .max(20)
  .default([])
  .describe('Identifiers in other data sources. Stored objects are matched by any of them first, then by name.')

const period = {
  from: day.optional().describe('The first day; omitted if unknown.'),
  until: day.optional().describe('The day on which it ended, exclusive; omitted if unknown or if it has not ended.'),
}

const parent = z
  .strictObject({
    kind: z
      .enum(PLACE_EDGES)
      .meta({ title: 'PlaceEdgeKind' })
      .describe('How the place belongs to the other place. Several places may claim a disputed region.'),
    place: reference.describe('The other place.'),
    ...period,
  })
  .meta({
    id: 'PlaceParent',
    description: 'A relation of a place to another place of which it is a part, or which administers or claims it.',
  })

export const placeDraft = z
  .strictObject({
    key: localKey,
    kind: z.enum(PLACE_KINDS).meta({ title: 'PlaceKind' }).describe('The kind of place.'),
    name: composedText(300).describe('The main name.'),
    names,
    externalIds,
    latitude: latitude.optional(),
    longitude: longitude.optional(),
    parents: z.array(parent).max(20).default([]).describe('The places that it belongs to.'),
  })
  .meta({ id: 'Place', description: 'A place where events happen.' })

const membership = z
  .strictObject({
    organization: reference.describe('The actor that it belongs to.'),
    role: composedText(200).describe('The role, such as member or branch.'),
    ...period,
  })
  .meta({ id: 'Membership', description: "The membership of an actor in another actor (Popolo's membership)." })

const tenure = z
  .strictObject({ office: reference.describe('The office.'), ...period })
  .meta({ id: 'Tenure', description: 'A period in which a person holds or held an office.' })

export const actorDraft = z
  .strictObject({
    key: localKey,
    kind: z
      .enum(ACTOR_KINDS)
      .meta({ title: 'ActorKind' })
      .describe('The kind of actor. Use GROUP if the article does not say exactly who is meant.'),
    name: composedText(300).describe('The main name.'),
    names,
    externalIds,
    description: composedText(1000).optional().describe('A short description of the actor.'),
    country: reference.optional().describe('The country that the actor is or belongs to, as a place.'),
    memberships: z.array(membership).max(50).default([]).describe('The actors that the actor belongs to.'),
    tenures: z
      .array(tenure)
      .max(50)
      .default([])
      .describe('The offices that the actor holds or held. For persons only.'),
  })
  .meta({
    id: 'Actor',
    description: 'A person, state, organization, armed force or group that takes part in events or makes statements.',
  })

export const officeDraft = z
  .strictObject({
    key: localKey,
    title: composedText(300).describe('The title of its holder, such as President of State A.'),
    organization: reference.optional().describe('The state or organization that the office belongs to, as an actor.'),
    place: reference.optional().describe('The area of jurisdiction of the office, as a place.'),
  })
  .meta({ id: 'Office', description: "An office, independent of the person who holds it (Popolo's post)." })

export const storylineDraft = z
  .strictObject({
    key: localKey,
    title: composedText(300).describe('The title. Later reports are matched by it.'),
    summary: composedText(2000).optional().describe('A short account of the storyline.'),
    parent: reference.optional().describe('The larger storyline that it is a part of.'),
  })
  .meta({ id: 'Storyline', description: 'A set of related events under one title.' })
