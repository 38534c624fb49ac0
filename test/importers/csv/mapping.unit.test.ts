import { describe, expect, test } from 'vitest'
import { mappingJsonSchema } from '../../../importers/csv/mapping/json-schema.ts'
import { MappingError, parseMapping } from '../../../importers/csv/mapping/read-mapping.ts'
import type { JsonSchema } from '../../support/round-trip/json-schema.ts'
import { MAPPING } from './spreadsheet.ts'

test('mapping.schema.json equals the schema of the code', async () => {
  await expect(`${JSON.stringify(mappingJsonSchema(), null, 2)}\n`).toMatchFileSnapshot(
    '../../../importers/csv/mapping/mapping.schema.json',
  )
})

test('the JSON Schema of mappings describes every field and allows no additional ones', () => {
  const { $defs: definitions = {} } = mappingJsonSchema() as JsonSchema
  const faults: string[] = []
  let count = 0
  const look = (value: unknown, path: string): void => {
    if (typeof value !== 'object' || value === null) return
    const { properties, additionalProperties } = value as JsonSchema & { additionalProperties?: unknown }
    if (properties !== undefined && additionalProperties !== false) faults.push(`${path} is open`)
    for (const [name, field] of Object.entries(properties ?? {})) {
      count++
      const { description, $ref } = field as JsonSchema & { description?: string }
      const target = definitions[$ref?.split('/').at(-1) ?? ''] as { description?: string } | undefined
      if ((description ?? target?.description) === undefined) faults.push(`${path}.${name} has no description`)
    }
    for (const [key, part] of Object.entries(value)) look(part, `${path}/${key}`)
  }
  look(mappingJsonSchema(), '')
  expect(count).toBeGreaterThan(100)
  expect(faults).toEqual([])
})

function problemsOf(yaml: string): string {
  try {
    parseMapping(yaml, 'mapping.yaml')
    return ''
  } catch (error) {
    if (!(error instanceof MappingError)) throw error
    return error.message
  }
}

test('accepts the mapping of the tests', () => {
  expect(problemsOf(MAPPING)).toBe('')
})

describe('refuses a mapping with line, path, what was received and what is allowed', () => {
  const cases: [change: [from: string | RegExp, to: string], problem: RegExp][] = [
    [['method: CURATED', 'method: EDITED'], /line 6, dataset\.method: must be one of CURATED, CODED; got "EDITED"/],
    [['name: example-strikes', 'name: ucdp'], /line 2, dataset\.name: must not be the name of a feed .*got "ucdp"/],
    [
      ['name: example-strikes', 'name: Example Strikes'],
      /dataset\.name: must be 1 to 50 lower-case.*got "Example Strikes"/,
    ],
    [['licence: CC BY 4.0', 'license: CC BY 4.0'], /line 4, dataset: Unrecognized key: "license". Allowed keys: name,/],
    [['licence: CC BY 4.0', 'license: CC BY 4.0'], /dataset\.licence: is missing\. Give a string/],
    [['id: [no]', 'id: no'], /line 7, id: must be a list; got "no"/],
    [['shelling: ATTACK', 'shelling: ATTACKS'], /kind\.values\.shelling: must be one of AGREEMENT.*got "ATTACKS"/],
    [
      ['title: { template: "{who} {type} in {town}" }', 'title: {}'],
      /title: must have exactly one of `column`.*got none/,
    ],
    [['{ column: note }', '{ column: note, constant: x }'], /got `column` and `constant`/],
    [
      ['from, format: dd.MM.yyyy', 'from, format: DD.MM.YYYY'],
      /time\.begin\.format: must have the tokens yyyy.*got "DD\.MM\.YYYY"/,
    ],
    [['from, format: dd.MM.yyyy', 'from, format: dd yyyy'], /must have every unit from the year.*got "dd yyyy"/],
    [['timeZone: Asia/Baku', 'timeZone: Baku'], /time\.timeZone: must be a time zone of the IANA database.*got "Baku"/],
    [
      ['low: { column: dead min }\n    high: { column: dead max }\n', ''],
      /quantities\[0\]: must have at least one of `low`/,
    ],
    [[/sources:[^]*/, ''], /sources: needs at least one source, because the dataset is CURATED/],
    [
      ['constant: STATE', 'constant: COUNTRY'],
      /participants\[0\]\.kind\.constant: must be one of PERSON, STATE.*got "COUNTRY"/,
    ],
    [
      ['kind:\n  column: type\n', 'kind: { constant: MEETING }\nx:\n  column: type\n'],
      /the mapping: Unrecognized key: "x"/,
    ],
    [
      [/kind:\n.*\n.*\n/, 'kind: { constant: MEETING }\n'],
      /line 2\d, participants\[1\]\.role\.constant: must be a role of MEETING: .*got TARGET/,
    ],
    [
      [/kind:\n.*\n.*\n/, 'kind: { constant: PHONE_CALL }\ndetails: { joint: { column: note } }\n'],
      /details\.joint: must be left out: PHONE_CALL has the fields topics, durationMinutes/,
    ],
    [
      ['title: {', 'details: { jointly: { column: note } }\ntitle: {'],
      /details: Unrecognized key: "jointly". Allowed keys: .*joint,/,
    ],
    [
      ['  - publisher:', '  - attribution: [{ name: { column: who } }]\n    publisher:'],
      /sources\[1\]\.attribution: must be left out, because the source has no `quote`/,
    ],
    [['dataset:', 'dataset: {'], /line \d+: must be valid YAML; got: /],
    [['id: [no]', 'id: [no]\nid: [no]'], /line 8: must be valid YAML; got: .*unique/],
    [[/[^]*/, '- a\n- b'], /line 1, the mapping: must be an object; got a list/],
    [[/[^]*/, ''], /the mapping: must be an object; got null/],
  ]
  test.each(cases)('%s', ([from, to], problem) => {
    expect(MAPPING.replace(from, to)).not.toBe(MAPPING)
    expect(problemsOf(MAPPING.replace(from, to))).toMatch(problem)
  })
})
