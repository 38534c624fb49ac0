import { z } from 'zod'
import { BASES, type CLAIM_CERTAINTIES, ID_SCHEMES, POLARITIES } from '../../database/tables/enums.ts'
import { MAX_EDTF_CHARACTERS, parseEdtfSpan } from '../../database/values/edtf.ts'
import { parseId, splitMoment } from '../../database/values/ids.ts'
import { compose } from '../../database/values/normalize-name.ts'
import { showValue } from '../../database/values/show-value.ts'
import { mustBe } from './must-be.ts'

/** Text that PostgreSQL can store: no NUL character, no half of a surrogate pair. */
export function verbatim(maxLength: number, string = z.string()) {
  return string
    .max(maxLength)
    .refine((value) => !value.includes('\u0000'), 'must not contain the NUL character (U+0000). Remove it.')
    .refine((value) => value.isWellFormed(), 'must not contain half of a surrogate pair. Remove it.')
}

/** Text that is not empty and has no white space at its ends. */
export function text(maxLength: number, string = z.string()) {
  return verbatim(maxLength, string)
    .min(1)
    .refine((value) => value.trim() === value, {
      error: ({ input }) => `must not begin or end with white space; got ${showValue(input)}.`,
    })
}

/**
 * A name, or a text of the annotator: like `text`, and composed, so that it is stored and found in one spelling. It is
 * never a quote.
 */
export function composedText(maxLength: number) {
  return text(maxLength, z.string().overwrite(compose))
}

/** The longest text of an article that is read, in UTF-16 code units. */
/**
 * The certainty of a claim: one of the given values. A report that says of itself that it is confirmed or disputed gets
 * an explanation.
 */
export function claimCertainty<Values extends readonly (typeof CLAIM_CERTAINTIES)[number][]>(values: Values) {
  return z.enum(values, {
    error: ({ input }) =>
      input === 'CONFIRMED' || input === 'DISPUTED'
        ? `must be one of ${values.join(', ')}; got "${input}". Only the certainty of an event is ${input}: it is derived from the independent origins of its claims. Give what the source says.`
        : undefined,
  })
}

/** What a claim of a report may say; a correction may also say RETRACTED. */
export const REPORTED_CERTAINTIES = ['REPORTED', 'UNCLEAR', 'DENIED'] as const

export const MAX_TEXT_CHARACTERS = 1_000_000

export const positiveInteger = z.int().min(1).max(2_147_483_647)
export const offset = z.int().min(0).max(2_147_483_647)

/** A calendar day that exists, in ISO 8601, in the years that PostgreSQL, PGlite and JavaScript write alike. */
export const day = z.iso
  .date(mustBe('a day that exists, such as 2016-04-05'))
  .refine((value) => value >= '0001-01-01', mustBe('a day in the years 1 to 9999'))
  .meta({ id: 'Day', description: 'A calendar day in ISO 8601, such as 2016-04-05.' })

/**
 * An ISO 8601 date-time with its offset. It is stored in UTC, to the millisecond: PostgreSQL does not accept every
 * offset that ISO 8601 allows.
 */
export const moment = z.iso
  .datetime({ offset: true, ...mustBe('a date-time with seconds and offset, such as 2016-04-05T12:00:00+04:00') })
  .transform((value) => new Date(value).toISOString())
  .refine((value) => value >= '0001' && value < '9999', mustBe('a date-time in the years 1 to 9998'))
  .meta({
    id: 'Moment',
    description: 'A date-time in ISO 8601 with its offset from UTC, such as 2016-04-05T12:00:00+04:00.',
  })

export const edtf = z
  .string()
  .max(MAX_EDTF_CHARACTERS, { abort: true })
  .superRefine((value, context) => {
    try {
      parseEdtfSpan(value)
    } catch (error) {
      context.addIssue({ code: 'custom', message: (error as Error).message })
    }
  })
  .meta({
    id: 'Edtf',
    description:
      'A date in the Extended Date/Time Format (ISO 8601-2), such as 2016-04-05, 2016-04-02/.. or XXXX-XX-XX.',
  })

/** The name by which the parts of one document refer to each other. */
export const localKey = z
  .string()
  .max(64, { abort: true })
  .regex(/^[a-z][a-z0-9-]{0,63}$/, mustBe('1 to 64 lower-case letters, digits and hyphens that begin with a letter'))
  .meta({
    id: 'LocalKey',
    description: 'A name within this document: 1 to 64 lower-case letters, digits and hyphens, a letter first.',
  })

function describeReference({ input }: { input?: unknown }): string {
  const { plainId, moment } = splitMoment(String(input))
  if (moment === undefined || parseId(plainId) === null) {
    return mustBe('a key of this document or the id of a stored object').error({ input })
  }
  return `must name no moment; got ${showValue(input)}. Use the part before \`@\`: ${plainId}.`
}

/** A local key, or the public id of a stored object. */
export const reference = z
  .string()
  .max(64, { abort: true })
  .regex(/^(?:[a-z][a-z0-9-]{0,63}|[a-z]{3}_[0-7][0-9a-hjkmnp-tv-z]{25})$/, { error: describeReference })
  .meta({ id: 'Reference', description: 'A key of this document or the id of a stored object.' })

/** In bytes of UTF-8: an index entry of an address and a digest must fit a page, in any script. */
const MAX_ADDRESS_BYTES = 2000

export const webAddress = z
  .url({ protocol: /^https?$/, ...mustBe('an address that begins with http:// or https://') })
  .max(MAX_ADDRESS_BYTES)
  .refine((value) => /^[^\s\p{Cc}\p{Cs}]*$/u.test(value), {
    error: ({ input }) => `must not contain spaces or control characters; got ${showValue(input)}.`,
  })
  .refine((value) => Buffer.byteLength(value) <= MAX_ADDRESS_BYTES, {
    error: ({ input }) => {
      return `must not take more than ${MAX_ADDRESS_BYTES} bytes of UTF-8; got ${Buffer.byteLength(String(input))}.`
    },
  })
  .meta({ id: 'WebAddress', description: 'An absolute http or https URL.' })

export const languageTag = z
  .string()
  .max(100, { abort: true })
  .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, mustBe('a BCP 47 language tag, such as en or hy'))
  .meta({ id: 'LanguageTag', description: 'A BCP 47 language tag, such as en or hy.' })

/** The words of the article that state the value of a field, unchanged. */
export const quotedWords = text(300).describe('The words of the article that state this, unchanged.')

export const basis = z
  .enum(BASES)
  .meta({ title: 'Basis' })
  .describe(
    'How the value was obtained: EXPLICIT: stated in the text; RELATIVE: computed from the publication date; INFERRED: concluded from other facts.',
  )

export const polarity = z.enum(POLARITIES).meta({ title: 'Polarity' }).default('POSITIVE')

export const latitude = z.number().min(-90).max(90).describe('The latitude in degrees north (WGS 84), from -90 to 90.')
export const longitude = z
  .number()
  .min(-180)
  .max(180)
  .describe('The longitude in degrees east (WGS 84), from -180 to 180.')

export const externalId = z
  .strictObject({
    scheme: z.enum(ID_SCHEMES).meta({ title: 'IdScheme' }).describe('The scheme that the identifier belongs to.'),
    value: text(200).describe('The identifier, as the scheme writes it.'),
  })
  .meta({ id: 'ExternalId', description: 'An identifier in another data source. It is unique within its scheme.' })
