import { z } from 'zod'
import { readEdtf } from '../schema/edtf.ts'
import { ID_SCHEMES } from '../schema/tables/vocabulary.ts'

/** Text that Postgres can hold: no NUL, no half of a surrogate pair. */
export const verbatim = (longest: number) =>
  z
    .string()
    .max(longest)
    .refine((value) => !value.includes('\u0000'), 'must not contain the NUL character')
    .refine((value) => value.isWellFormed(), 'must not contain half of a surrogate pair')

/** Text that is worth storing: not empty, no space at its ends. */
export const text = (longest: number) =>
  verbatim(longest)
    .min(1)
    .refine((value) => value.trim() === value, 'must not begin or end with a space')

export const positiveInteger = z.int().min(1).max(2_147_483_647)
export const offset = z.int().min(0).max(2_147_483_647)

/** A calendar day that exists, as ISO 8601 writes it. */
export const day = z.iso.date().describe('A day, such as 2016-04-05.')

/** An ISO 8601 date-time with its offset; kept in UTC, to the millisecond. */
export const moment = z.iso
  .datetime({ offset: true })
  .describe('A moment with its offset from UTC, such as 2016-04-05T12:00:00+04:00.')

export const edtf = z
  .string()
  .max(100)
  .superRefine((value, context) => {
    try {
      readEdtf(value)
    } catch (error) {
      context.addIssue({ code: 'custom', message: (error as Error).message })
    }
  })
  .describe('A date of the Extended Date/Time Format (ISO 8601-2), such as 2016-04-05, 2016-04-02/.. or XXXX-XX-XX.')

/** The name by which the parts of one document refer to each other. */
export const localKey = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,63}$/)
  .describe('A name within this document: lower-case letters, digits and hyphens.')

/** A local key, or the public id of something that Dateline already has. */
export const reference = z
  .string()
  .regex(/^(?:[a-z][a-z0-9-]{0,63}|[a-z]{3}_[0-7][0-9a-hjkmnp-tv-z]{25})$/)
  .describe('A key of this document, or the id of something that is already stored.')

export const webAddress = z.url({ protocol: /^https?$/ }).max(2000)

export const languageTag = z
  .string()
  .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/)
  .describe('A BCP 47 language tag, such as en or hy.')

export const latitude = z.number().min(-90).max(90).describe('Degrees north, WGS 84.')
export const longitude = z.number().min(-180).max(180).describe('Degrees east, WGS 84.')

export const externalId = z.strictObject({ scheme: z.enum(ID_SCHEMES), value: text(200) })
