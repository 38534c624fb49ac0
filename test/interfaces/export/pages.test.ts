import { getOperationAST, GraphQLError, parse } from 'graphql'
import { expect } from 'vitest'
import { datasets } from '../../../database/tables/dataset.ts'
import { newUuid } from '../../../database/values/ids.ts'
import type { Execute } from '../../../interfaces/execute.ts'
import { startExport } from '../../../interfaces/export/export.ts'
import { parseParameters } from '../../../interfaces/export/parameters.ts'
import { planExport } from '../../../interfaces/export/plan.ts'
import { schema } from '../../../schema/schema.ts'
import { test } from '../../support/service.ts'
import { fill } from './many-events.ts'

test('the next page is read when the last one was taken, and pages shrink to what an operation may cost', async ({
  service,
}) => {
  await service.db
    .insert(datasets)
    .values({ id: newUuid(), name: 'd', title: 'D', licence: 'CC0-1.0', method: 'CURATED' })
  await fill(service, 500)
  const sizes: unknown[] = []
  const refusal = new GraphQLError('Too costly', { extensions: { code: 'QUERY_TOO_COSTLY' } })
  const http = { headers: { 'retry-after': '0.001' } }
  const busy = new GraphQLError('Busy', { extensions: { code: 'RATE_LIMITED', http } })
  const limited = (maxSize: number, isBusyAt: (request: number) => boolean): Execute => {
    return async (text, variables) => {
      const size = variables['export_first']
      sizes.push(size ?? 'datasets')
      if (isBusyAt(sizes.length)) return { errors: [busy] }
      if (Number(size ?? 0) > maxSize) return { errors: [refusal] }
      const { data, errors } = await service.ask<Record<string, unknown>>(text, variables)
      expect(errors).toBeUndefined()
      return { data }
    }
  }
  const parameters = parseParameters(
    new URLSearchParams({ format: 'ndjson', query: '{ events { nodes { id } } }', asOf: new Date().toISOString() }),
  )
  const document = parse(parameters.query!)
  const plan = planExport(schema, document, getOperationAST(document)!, { withLocation: false })
  const { signal } = new AbortController()
  const read = async (maxSize: number, isBusyAt: (request: number) => boolean = () => false) => {
    sizes.length = 0
    const request = {
      path: '/export',
      parameters,
      query: parameters.query!,
      plan,
      execute: limited(maxSize, isBusyAt),
      signal,
    }
    const { chunks } = await startExport(request)
    const before = [...sizes]
    let text = ''
    for await (const chunk of chunks) text += chunk
    return { text, before, count: sizes.length }
  }
  const [large, small] = [await read(100), await read(30)]
  expect(large.before).toEqual([100, 'datasets'])
  expect(large.count).toBe(6)
  expect(small.before).toEqual([100, 25, 'datasets'])
  expect(small.text === large.text).toBe(true)
  // Only the client of the first page is left to try again by itself.
  const often = await read(100, (request) => request > 2 && request % 3 > 0)
  expect([often.count, often.text === large.text]).toEqual([12, true])
  await expect(read(100, (request) => request === 1)).rejects.toThrow('Busy')
  await expect(read(100, (request) => request > 3)).rejects.toThrow('Busy')
  await expect(read(0)).rejects.toThrow('Too costly')
})
