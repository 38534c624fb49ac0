import { z } from 'zod'
import { eventDraft } from './event-draft.ts'
import { actorDraft, officeDraft, placeDraft, storylineDraft } from './reference-draft.ts'
import { day, languageTag, offset, text, verbatim, webAddress } from './values.ts'

const dataset = z.strictObject({
  name: text(100).describe('The short name by which filters speak of the dataset.'),
  title: text(300),
  licence: text(300),
  citation: text(1000).optional(),
  homepage: webAddress.optional(),
})

const article = z
  .strictObject({
    url: webAddress.optional(),
    publisher: z.strictObject({ name: text(300), homepage: webAddress.optional() }).optional(),
    headline: text(1000).optional(),
    language: languageTag.optional(),
    publishedOn: day.optional(),
    length: offset.optional().describe('The length of the text in UTF-16 units.'),
    textSha256: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .optional()
      .describe('The SHA-256 of the text in UTF-8, in lower-case hexadecimal.'),
    body: verbatim(1_000_000)
      .min(1)
      .optional()
      .describe('The text itself, only where its publisher allows it to be shared.'),
  })
  .describe('The article that was read: known by its URL, by the digest of its text, or by both.')

/** The interchange format (DESIGN.md section 3): one article with everything read from it. */
export const ReportDocument = z
  .strictObject({
    idempotencyKey: text(300)
      .optional()
      .describe("What makes a retry the same report. Left out: the article's URL and digest."),
    dataset,
    article,
    places: z.array(placeDraft).max(1000).default([]),
    actors: z.array(actorDraft).max(1000).default([]),
    offices: z.array(officeDraft).max(1000).default([]),
    storylines: z.array(storylineDraft).max(100).default([]),
    events: z.array(eventDraft).min(1).max(1000),
  })
  .describe('A Dateline report: one article with the events, actors, places and claims that were read from it.')

export type ReportDocument = z.output<typeof ReportDocument>
