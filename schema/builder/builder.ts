import SchemaBuilder from '@pothos/core'
import { MAX_EDTF_CHARACTERS } from '../../database/values/edtf.ts'
import { AS_OF } from './as-of-plugin.ts'
import { MAX_URL_CHARACTERS } from './bound.ts'
import { BOUNDS } from './bounds-plugin.ts'
import type { Context } from './context.ts'
import { SCOPE } from './require-scope.ts'
import { parseDate, parseDateTime, parseEdtf, parseMoment, parseSha256, parseUrl, writeDateTime } from './scalars.ts'

interface SchemaTypes {
  Context: Context
  DefaultFieldNullability: false
  Scalars: {
    ID: { Input: string; Output: string }
    Date: { Input: string; Output: string }
    DateTime: { Input: string; Output: string }
    EDTF: { Input: string; Output: string }
    JSON: { Input: unknown; Output: unknown }
    Moment: { Input: string; Output: string }
    Sha256: { Input: string; Output: string }
    URL: { Input: string; Output: string }
    _Any: { Input: unknown; Output: unknown }
  }
}

/** The Pothos schema builder with its plugins and scalars. Other modules add types to it; it imports none of them. */
export const builder = new SchemaBuilder<SchemaTypes>({
  plugins: [SCOPE, BOUNDS, AS_OF],
  defaultFieldNullability: false,
})

builder.queryType({ description: 'The root of all queries. Lists are Relay connections; ids are TypeIDs.' })

builder.scalarType('Date', {
  description: 'A calendar day in ISO 8601 format, such as 2016-04-05.',
  specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc3339#section-5.6',
  serialize: (value) => value,
  parseValue: parseDate,
})

builder.scalarType('DateTime', {
  description: 'A point in time in UTC, in RFC 3339 format with milliseconds, such as 2016-04-05T08:00:00.000Z.',
  specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc3339#section-5.6',
  serialize: writeDateTime,
  parseValue: parseDateTime,
})

builder.scalarType('EDTF', {
  description:
    'A date in the Extended Date/Time Format, level 2 (ISO 8601-2), such as 2016-04-05, 2016-04, 2016-04-02/.. or ' +
    `XXXX-XX-XX. Days are UTC days. At most ${MAX_EDTF_CHARACTERS} characters.`,
  specifiedByURL: 'https://www.loc.gov/standards/datetime/',
  serialize: (value) => value,
  parseValue: parseEdtf,
})

builder.scalarType('JSON', {
  description: 'Any JSON value.',
  specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc8259',
  serialize: (value) => value,
})

builder.scalarType('Moment', {
  description:
    'A point in time in ISO 8601 format: a day (2016-04-05, which means its start in UTC) or a date-time with an offset ' +
    '(2016-04-05T12:00:00+04:00).',
  specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc3339#section-5.6',
  serialize: (value) => value,
  parseValue: parseMoment,
})

builder.scalarType('Sha256', {
  description: 'A SHA-256 digest in lower-case hexadecimal digits.',
  specifiedByURL: 'https://csrc.nist.gov/pubs/fips/180-4/upd1/final',
  serialize: (value) => value,
  parseValue: parseSha256,
})

builder.scalarType('URL', {
  description: `An absolute URL. At most ${MAX_URL_CHARACTERS.toLocaleString('en')} characters.`,
  specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc3986',
  serialize: (value) => value,
  parseValue: parseUrl,
})
