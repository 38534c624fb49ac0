import v8 from 'node:v8'
import vm from 'node:vm'
import { expect } from 'vitest'
import { createApp } from '../../../server/graphql/app.ts'
import { test } from '../../support/service.ts'
import { silent } from '../../support/silent.ts'

const MEGABYTE = 1024 * 1024

function heapAfterCollection(): number {
  v8.setFlagsFromString('--expose-gc')
  const collect = vm.runInNewContext('gc') as () => void
  collect()
  return process.memoryUsage().heapUsed / MEGABYTE
}

test(
  'rejected documents leave no memory behind, and valid ones at most about 32 MB',
  { timeout: 120_000 },
  async ({ seeded }) => {
    const app = createApp({ db: seeded.db, cursorKey: 'test', log: silent })
    const send = async (query: string): Promise<number> => {
      const response = await app.yoga.fetch('http://dateline.test/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json' },
        body: JSON.stringify({ query }),
      })
      await response.text()
      return response.status
    }
    const list = '1 '.repeat(9_000)
    const unknownField = (i: number) => `{ a${i}: x(a: [${list}]) }`
    const tooLong = (i: number) => `{ a${i}: nodes(ids: [${list}]) { id } }`
    const valid = (i: number) => `{ a${i}: __typename ${'__typename '.repeat(1_900)} }`
    for (const document of [unknownField, tooLong, valid]) await send(document(-1))

    const before = heapAfterCollection()
    // Each of them weighs megabytes, once parsed.
    for (let i = 0; i < 50; i++) {
      expect(await send(unknownField(i))).toBe(400)
      expect(await send(tooLong(i))).toBe(400)
    }
    expect(heapAfterCollection() - before).toBeLessThan(20)

    // 40 of them weigh 38 MB.
    for (let i = 0; i < 40; i++) expect(await send(valid(i))).toBe(200)
    expect(heapAfterCollection() - before).toBeLessThan(40)
  },
)
