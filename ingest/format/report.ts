import { z } from 'zod'
import { actorDraft, officeDraft, placeDraft, storylineDraft } from './entities.ts'
import { eventDraft } from './event.ts'
import { day, languageTag, offset, text, verbatim, webAddress } from './values.ts'

const dataset = z
  .strictObject({
    name: text(100).describe('The short name by which filters speak of the dataset.'),
    title: text(300).describe('What it is called in full.'),
    licence: text(300).describe('Under which terms its data may be used.'),
    citation: text(1000).optional().describe('How its makers ask to be cited.'),
    homepage: webAddress.optional().describe('Where more is to be read about it.'),
  })
  .meta({ id: 'Dataset', description: 'Where the report comes from; one of the same name stays as it is stored.' })

const publisher = z
  .strictObject({
    name: text(300).describe('Its name, by which it is recognised.'),
    homepage: webAddress.optional().describe('Where it publishes.'),
  })
  .meta({ id: 'Publisher', description: 'Who brought the article out.' })

const article = z
  .strictObject({
    url: webAddress.optional().describe('Where the article is to be read.'),
    publisher: publisher.optional(),
    headline: text(1000).optional().describe('Its headline, only where its publisher allows it to be shared.'),
    language: languageTag.optional(),
    publishedOn: day.optional().describe('The day on which it was published.'),
    length: offset.optional().describe('The length of the text in UTF-16 units.'),
    textSha256: z
      .string()
      .regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 in 64 lower-case hexadecimal digits')
      .optional()
      .describe('The SHA-256 of the text in UTF-8, in lower-case hexadecimal.'),
    body: verbatim(1_000_000)
      .min(1)
      .optional()
      .describe('The text itself, only where its publisher allows it to be shared.'),
  })
  .meta({
    id: 'Article',
    description: 'The article that was read: known by its URL, by the digest of its text, or by both.',
  })

/** The interchange format (DESIGN.md section 3): one article with everything read from it. */
export const ReportDocument = z
  .strictObject({
    idempotencyKey: text(300)
      .optional()
      .describe("What makes a retry the same report. Left out: the article's URL and digest."),
    dataset,
    article,
    places: z.array(placeDraft).max(1000).default([]).describe('The places that the report speaks of.'),
    actors: z.array(actorDraft).max(1000).default([]).describe('The actors that the report speaks of.'),
    offices: z.array(officeDraft).max(1000).default([]).describe('The offices that the report speaks of.'),
    storylines: z.array(storylineDraft).max(100).default([]).describe('The storylines that its events belong to.'),
    events: z.array(eventDraft).min(1).max(1000).describe('What the article says to have happened, or not.'),
  })
  .describe('A Dateline report: one article with the events, actors, places and claims that were read from it.')

export type ReportDocument = z.output<typeof ReportDocument>
