import { z } from 'zod'
import { actorDraft, officeDraft, placeDraft, storylineDraft } from './entities.ts'
import { eventDraft } from './event.ts'
import { mustBe } from './must-be.ts'
import { composedText, day, languageTag, MAX_TEXT_CHARACTERS, offset, text, verbatim, webAddress } from './values.ts'

const dataset = z
  .strictObject({
    name: text(100).describe('The short name of the dataset, as filters use it.'),
    title: text(300).describe('The full title.'),
    licence: text(300).describe('The licence of the data.'),
    citation: text(1000).optional().describe('The citation that its authors ask for.'),
    homepage: webAddress.optional().describe('The web page of the dataset.'),
  })
  .meta({
    id: 'Dataset',
    description: 'The dataset that the report belongs to. A stored dataset of the same name stays unchanged.',
  })

const publisher = z
  .strictObject({
    name: composedText(300).describe('The name. Stored publishers are matched by it.'),
    homepage: webAddress.optional().describe('The web page of the publisher.'),
  })
  .meta({ id: 'Publisher', description: 'The publisher of the article.' })

const article = z
  .strictObject({
    url: webAddress
      .optional()
      .describe('The URL of the article. It identifies the article, in any spelling that is equivalent by RFC 3986.'),
    publisher: publisher.optional(),
    headline: composedText(1000)
      .optional()
      .describe('The headline of this version. Give it only if the publisher allows it to be shared.'),
    language: languageTag.optional(),
    publishedOn: day.optional().describe('The day of publication.'),
    length: offset.optional().describe('The length of the text in UTF-16 code units.'),
    textSha256: z
      .string()
      .max(64, { abort: true })
      .regex(/^[0-9a-f]{64}$/, mustBe('a SHA-256 digest of 64 lower-case hexadecimal digits'))
      .optional()
      .describe(
        'The SHA-256 digest of the text in UTF-8, as 64 lower-case hexadecimal digits. Another text of a stored article is its next version; without text and digest, the report is about the latest version.',
      ),
    body: verbatim(MAX_TEXT_CHARACTERS)
      .min(1)
      .optional()
      .describe('The full text. Give it only if the publisher allows it to be shared.'),
  })
  .meta({
    id: 'Article',
    description:
      'The article that was read, in one of its versions. Its URL, or else the digest of its text or its text, is required to identify it.',
  })

/** The interchange format: one article with everything that was read from it. */
export const ReportDocument = z
  .strictObject({
    idempotencyKey: text(300)
      .optional()
      .describe(
        'The key by which a retry is recognized: a report with a key that was used before is not stored again. The default is made from the normalized URL of the article and the digest of its text.',
      ),
    dataset,
    article,
    places: z.array(placeDraft).max(1000).default([]).describe('The places that the report refers to.'),
    actors: z.array(actorDraft).max(1000).default([]).describe('The actors that the report refers to.'),
    offices: z.array(officeDraft).max(1000).default([]).describe('The offices that the report refers to.'),
    storylines: z.array(storylineDraft).max(100).default([]).describe('The storylines that the events belong to.'),
    events: z
      .array(eventDraft)
      .min(1)
      .max(1000)
      .describe('The events that the article reports, those included that it reports as planned or as not happened.'),
  })
  .describe('A Dateline report: one article with the events, actors, places and claims that were read from it.')

export type ReportDocument = z.output<typeof ReportDocument>
