import { z } from 'zod'
import { BASES, ID_SCHEMES, POLARITIES } from '../../database/tables/enums.ts'
import { parseEdtfSpan } from '../../database/values/edtf.ts'

/** Text that Postgres can hold: no NUL, no half of a surrogate pair. */
export function verbatim(longest: number) {
  return z
    .string()
    .max(longest)
    .refine((value) => !value.includes('\u0000'), 'must not contain the NUL character')
    .refine((value) => value.isWellFormed(), 'must not contain half of a surrogate pair')
}

/** Text that is worth storing: not empty, no space at its ends. */
export function text(longest: number) {
  return verbatim(longest)
    .min(1)
    .refine((value) => value.trim() === value, 'must not begin or end with a space')
}

export const positiveInteger = z.int().min(1).max(2_147_483_647)
export const offset = z.int().min(0).max(2_147_483_647)

/** A calendar day that exists, as ISO 8601 writes it, in the years that both engines and JavaScript write alike. */
export const day = z.iso
  .date('must be a day that exists, such as 2016-04-05')
  .refine((value) => value >= '0001-01-01', 'must lie in the years 1 to 9999')
  .meta({ id: 'Day', description: 'A day, such as 2016-04-05.' })

/** An ISO 8601 date-time with its offset; kept in UTC, to the millisecond, since not every offset is one to Postgres. */
export const moment = z.iso
  .datetime({ offset: true, error: 'must be a moment with seconds and offset, such as 2016-04-05T12:00:00+04:00' })
  .transform((value) => new Date(value).toISOString())
  .refine((value) => value >= '0001' && value < '9999', 'must lie in the years 1 to 9998')
  .meta({ id: 'Moment', description: 'A moment with its offset from UTC, such as 2016-04-05T12:00:00+04:00.' })

export const edtf = z
  .string()
  .max(100)
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
      'A date of the Extended Date/Time Format (ISO 8601-2), such as 2016-04-05, 2016-04-02/.. or XXXX-XX-XX.',
  })

/** The name by which the parts of one document refer to each other. */
export const localKey = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,63}$/, 'must be 1 to 64 lower-case letters, digits and hyphens, a letter first')
  .meta({ id: 'LocalKey', description: 'A name within this document: lower-case letters, digits and hyphens.' })

/** A local key, or the public id of something that Dateline already has. */
export const reference = z
  .string()
  .regex(
    /^(?:[a-z][a-z0-9-]{0,63}|[a-z]{3}_[0-7][0-9a-hjkmnp-tv-z]{25})$/,
    'must be a key of this document, or the id of something that is stored',
  )
  .meta({ id: 'Reference', description: 'A key of this document, or the id of something that is already stored.' })

/** What an index takes: a key made of an address and a digest must fit a page of it, whatever the script. */
const LONGEST_ADDRESS = 2000

export const webAddress = z
  .url({ protocol: /^https?$/, error: 'must be an address that begins with http:// or https://' })
  .max(LONGEST_ADDRESS)
  .refine((value) => /^[^\s\p{Cc}\p{Cs}]*$/u.test(value), 'must not contain spaces or characters that nobody sees')
  .refine((value) => Buffer.byteLength(value) <= LONGEST_ADDRESS, `must not take more than ${LONGEST_ADDRESS} bytes`)
  .meta({ id: 'WebAddress', description: 'An absolute address on the web.' })

export const languageTag = z
  .string()
  .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'must be a BCP 47 language tag, such as en or hy')
  .meta({ id: 'LanguageTag', description: 'A BCP 47 language tag, such as en or hy.' })

/** The words of a text that say what a field says: they stay as they are. */
export const quotedWords = text(300).describe("The article's own words.")

export const basis = z
  .enum(BASES)
  .meta({ title: 'Basis' })
  .describe('How it was come by: read off the text, reckoned from its publication date, or concluded.')

export const polarity = z.enum(POLARITIES).meta({ title: 'Polarity' }).default('POSITIVE')

export const latitude = z.number().min(-90).max(90).describe('Degrees north, WGS 84.')
export const longitude = z.number().min(-180).max(180).describe('Degrees east, WGS 84.')

export const externalId = z
  .strictObject({
    scheme: z.enum(ID_SCHEMES).meta({ title: 'IdScheme' }).describe('Whose identifier it is.'),
    value: text(200).describe('The identifier, as its scheme writes it.'),
  })
  .meta({ id: 'ExternalId', description: 'What others call it; unique within its scheme.' })
