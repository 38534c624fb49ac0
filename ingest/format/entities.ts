import { z } from 'zod'
import { ACTOR_KINDS, NAME_KINDS, PLACE_EDGES, PLACE_KINDS } from '../../database/tables/enums.ts'
import { day, externalId, languageTag, latitude, localKey, longitude, reference, text } from './values.ts'

const name = z
  .strictObject({
    name: text(300).describe('The name itself.'),
    kind: z
      .enum(NAME_KINDS)
      .meta({ title: 'NameKind' })
      .describe('What sort of name it is; METONYM is "Moscow" for Russia.'),
    language: languageTag.optional(),
  })
  .meta({ id: 'Name', description: 'Another name than the main one.' })

const names = z.array(name).max(100).default([]).describe('Its other names, by which later reports find it too.')

const externalIds = z
  .array(externalId)
  .max(20)
  .default([])
  .describe('What others call it: by any of them it is recognised, before any name.')

const period = {
  from: day.optional().describe('The first day; left out where it is not known.'),
  until: day
    .optional()
    .describe('The day on which it ended, itself not included; left out where it is open or not known.'),
}

const parent = z
  .strictObject({
    kind: z
      .enum(PLACE_EDGES)
      .meta({ title: 'PlaceEdgeKind' })
      .describe('In which way; a disputed region may be claimed by several.'),
    place: reference.describe('The other place.'),
    ...period,
  })
  .meta({ id: 'PlaceParent', description: 'That a place is a part of another, or run or claimed by it.' })

export const placeDraft = z
  .strictObject({
    key: localKey,
    kind: z.enum(PLACE_KINDS).meta({ title: 'PlaceKind' }).describe('What sort of place it is.'),
    name: text(300).describe('Its main name.'),
    names,
    externalIds,
    latitude: latitude.optional(),
    longitude: longitude.optional(),
    parents: z.array(parent).max(20).default([]).describe('Where it belongs.'),
  })
  .meta({ id: 'Place', description: 'Somewhere that events happen.' })

const membership = z
  .strictObject({
    organization: reference.describe('To which actor it belongs.'),
    role: text(200).describe('As what, such as member or branch.'),
    ...period,
  })
  .meta({ id: 'Membership', description: "That one actor belongs to another (Popolo's membership)." })

const tenure = z
  .strictObject({ office: reference.describe('The office.'), ...period })
  .meta({ id: 'Tenure', description: 'That a person holds or held an office.' })

export const actorDraft = z
  .strictObject({
    key: localKey,
    kind: z
      .enum(ACTOR_KINDS)
      .meta({ title: 'ActorKind' })
      .describe('What sort of actor it is; a GROUP keeps open who exactly is meant.'),
    name: text(300).describe('Its main name.'),
    names,
    externalIds,
    description: text(1000).optional().describe('Who it is, in a few words.'),
    country: reference.optional().describe('The country that the actor is or belongs to, a place.'),
    memberships: z.array(membership).max(50).default([]).describe('What the actor belongs to.'),
    tenures: z.array(tenure).max(50).default([]).describe('The offices that a person holds or held.'),
  })
  .meta({ id: 'Actor', description: 'Who acts: a person, a state, an organization, an armed force or a group.' })

export const officeDraft = z
  .strictObject({
    key: localKey,
    title: text(300).describe('What its holder is called, such as President of State A.'),
    organization: reference.optional().describe('The state or organization that the office belongs to, an actor.'),
    place: reference.optional().describe('Where the office has its say, a place.'),
  })
  .meta({ id: 'Office', description: "An office, whoever holds it (Popolo's post)." })

export const storylineDraft = z
  .strictObject({
    key: localKey,
    title: text(300).describe('Its title, by which later reports find it.'),
    summary: text(2000).optional().describe('What it is about.'),
    parent: reference.optional().describe('The larger storyline of which it is a part.'),
  })
  .meta({ id: 'Storyline', description: 'A set of events that belong together, under one title.' })
