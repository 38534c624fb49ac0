import { expect, test } from 'vitest'
import { reportJsonSchema } from '../../intake/json-schema.ts'

test('report.schema.json is what the code checks by', async () => {
  await expect(`${JSON.stringify(reportJsonSchema(), null, 2)}\n`).toMatchFileSnapshot(
    '../../intake/report.schema.json',
  )
})

test('the JSON Schema is closed: what it does not name is refused', () => {
  const open: string[] = []
  const look = (value: unknown, path: string): void => {
    if (typeof value !== 'object' || value === null) return
    const { type, properties, additionalProperties } = value as Record<string, unknown>
    if (type === 'object' && properties !== undefined && additionalProperties !== false) open.push(path)
    for (const [key, part] of Object.entries(value)) look(part, `${path}/${key}`)
  }
  look(reportJsonSchema(), '')
  expect(open).toEqual([])
})
