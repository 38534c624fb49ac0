import SchemaBuilder from '@pothos/core'
import ComplexityPlugin from '@pothos/plugin-complexity'
import DirectivesPlugin from '@pothos/plugin-directives'
import FederationPlugin from '@pothos/plugin-federation'
import { AS_OF } from './as-of-plugin.ts'
import type { Context } from './context.ts'
import { fieldCost } from './field-cost.ts'
import { SCOPE } from './require-scope.ts'
import { parseDate, parseDateTime, parseEdtf, parseMoment, writeDateTime } from './scalars.ts'

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
  }
}

/** Pothos with its plugins and the scalars. Every room adds to it; it knows none of them. */
export const builder = new SchemaBuilder<SchemaTypes>({
  plugins: [SCOPE, ComplexityPlugin, AS_OF, DirectivesPlugin, FederationPlugin],
  // The server weighs an operation as a whole, before any of it is resolved.
  complexity: { disabled: true, fieldComplexity: fieldCost },
  defaultFieldNullability: false,
})

builder.queryType({ description: 'Every question that can be asked. Lists are Relay connections; ids are TypeIDs.' })

builder.scalarType('Date', {
  description: 'A calendar day as ISO 8601 writes it: 2016-04-05.',
  specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc3339#section-5.6',
  serialize: (value) => value,
  parseValue: parseDate,
})

builder.scalarType('DateTime', {
  description: 'A moment in UTC, to the millisecond, as RFC 3339 writes it: 2016-04-05T08:00:00.000Z.',
  specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc3339#section-5.6',
  serialize: writeDateTime,
  parseValue: parseDateTime,
})

builder.scalarType('EDTF', {
  description:
    'A date of the Extended Date/Time Format, level 2 (ISO 8601-2): 2016-04-05, 2016-04, 2016-04-02/.., XXXX-XX-XX. Days are UTC days.',
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
    'A point in time: an ISO 8601 day (2016-04-05, meaning its first instant in UTC) or a date-time with its offset (2016-04-05T12:00:00+04:00).',
  specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc3339#section-5.6',
  serialize: (value) => value,
  parseValue: parseMoment,
})

builder.scalarType('Sha256', {
  description: 'A SHA-256 digest in lower-case hexadecimal.',
  specifiedByURL: 'https://csrc.nist.gov/pubs/fips/180-4/upd1/final',
  serialize: (value) => value,
})

builder.scalarType('URL', {
  description: 'A web address.',
  specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc3986',
  serialize: (value) => value,
})
