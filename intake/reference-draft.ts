import { z } from 'zod'
import { ACTOR_KINDS, NAME_KINDS, PLACE_EDGES, PLACE_KINDS } from '../schema/tables/vocabulary.ts'
import { day, externalId, languageTag, latitude, localKey, longitude, reference, text } from './values.ts'

const name = z.strictObject({
  name: text(300),
  kind: z.enum(NAME_KINDS),
  language: languageTag.optional(),
})

const period = {
  from: day.optional().describe('The first day; left out where it is not known.'),
  until: day
    .optional()
    .describe('The day on which it ended, itself not included; left out where it is open or not known.'),
}

export const placeDraft = z.strictObject({
  key: localKey,
  kind: z.enum(PLACE_KINDS),
  name: text(300),
  names: z.array(name).max(100).default([]),
  externalIds: z.array(externalId).max(20).default([]),
  latitude: latitude.optional(),
  longitude: longitude.optional(),
  parents: z
    .array(z.strictObject({ kind: z.enum(PLACE_EDGES), place: reference, ...period }))
    .max(20)
    .default([]),
})

export const actorDraft = z.strictObject({
  key: localKey,
  kind: z.enum(ACTOR_KINDS),
  name: text(300),
  names: z.array(name).max(100).default([]),
  externalIds: z.array(externalId).max(20).default([]),
  description: text(1000).optional(),
  country: reference.optional().describe('The country that the actor is or belongs to, a place.'),
  memberships: z
    .array(z.strictObject({ organization: reference, role: text(200), ...period }))
    .max(50)
    .default([]),
  tenures: z
    .array(z.strictObject({ office: reference, ...period }))
    .max(50)
    .default([])
    .describe('The offices that a person holds or held.'),
})

export const officeDraft = z.strictObject({
  key: localKey,
  title: text(300),
  organization: reference.optional().describe('The state or organization that the office belongs to, an actor.'),
  place: reference.optional().describe('Where the office has its say, a place.'),
})

export const storylineDraft = z.strictObject({
  key: localKey,
  title: text(300),
  summary: text(2000).optional(),
  parent: reference.optional(),
})
