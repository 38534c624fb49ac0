import { expect, test } from 'vitest'
import { reportJsonSchema } from '../../../ingest/format/json-schema.ts'

test('report.schema.json equals the schema of the code', async () => {
  await expect(`${JSON.stringify(reportJsonSchema(), null, 2)}\n`).toMatchFileSnapshot(
    '../../../ingest/report.schema.json',
  )
})

test('the JSON Schema has an absolute URI as its name', () => {
  const { $id } = reportJsonSchema() as { $id?: string }
  expect(URL.canParse($id ?? '')).toBe(true)
})

test('the JSON Schema allows no additional properties', () => {
  const openObjects: string[] = []
  const look = (value: unknown, path: string): void => {
    if (typeof value !== 'object' || value === null) return
    const { type, properties, additionalProperties } = value as Record<string, unknown>
    if (type === 'object' && properties !== undefined && additionalProperties !== false) openObjects.push(path)
    for (const [key, part] of Object.entries(value)) look(part, `${path}/${key}`)
  }
  look(reportJsonSchema(), '')
  expect(openObjects).toEqual([])
})

test('the JSON Schema names its parts and describes every field', () => {
  const schema = reportJsonSchema() as { $defs: Record<string, { description?: string }> }
  expect(Object.keys(schema.$defs).filter((name) => name.startsWith('__'))).toEqual([])
  const undescribed: string[] = []
  const look = (value: unknown, path: string): void => {
    if (typeof value !== 'object' || value === null) return
    const { properties = {} } = value as { properties?: Record<string, { description?: string; $ref?: string }> }
    for (const [name, { description, $ref = '' }] of Object.entries(properties)) {
      const text = description ?? schema.$defs[$ref.slice('#/$defs/'.length)]?.description
      if (text === undefined) undescribed.push(`${path}.${name}`)
    }
    for (const [key, part] of Object.entries(value)) look(part, `${path}/${key}`)
  }
  look(schema, '')
  expect(undescribed).toEqual([])
})
