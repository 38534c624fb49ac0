import { createClient, fetchExchange } from '@urql/core'
import { cacheExchange } from '@urql/exchange-graphcache'
import { expect, inject, test, vi } from 'vitest'
import {
  ask,
  authorization,
  CORRECT_TITLE,
  publishCorrectedCall,
  THEN_AND_NOW,
  TITLES,
  type ThenAndNow,
} from './corrected-call.ts'
import { cacheRules } from './example/cache-rules.ts'
import { fetchContract } from './workshop.ts'

test('the normalized cache of urql keeps then and now', async () => {
  const { variables, correction } = await publishCorrectedCall('urql')
  const { possibleTypes, withoutId } = cacheRules(await fetchContract())
  const warn = vi.spyOn(console, 'warn')
  const client = createClient({
    url: inject('url'),
    fetchOptions: { headers: authorization() },
    preferGetMethod: false,
    exchanges: [
      cacheExchange({
        possibleTypes,
        keys: Object.fromEntries(withoutId.map((type) => [type, () => null])),
      }),
      fetchExchange,
    ],
  })

  expect((await client.query(THEN_AND_NOW, variables)).error).toBeUndefined()
  const read = () => client.readQuery<ThenAndNow>(THEN_AND_NOW, variables)?.data
  expect(read()).toEqual(await ask(THEN_AND_NOW, variables))
  expect(read()).toMatchObject({ then: { title: TITLES.then }, now: { title: TITLES.now } })

  const shown: (ThenAndNow | undefined)[] = []
  const { unsubscribe } = client
    .query<ThenAndNow>(THEN_AND_NOW, variables, { requestPolicy: 'cache-only' })
    .subscribe(({ data }) => shown.push(data))
  expect((await client.mutation(CORRECT_TITLE, correction)).error).toBeUndefined()
  await expect.poll(() => shown.at(-1)?.now.title).toBe(TITLES.next)
  unsubscribe()
  expect(shown.at(-1)).toEqual(await ask(THEN_AND_NOW, variables))
  expect(shown.at(-1)?.then.title).toBe(TITLES.then)
  expect(warn).not.toHaveBeenCalled()
})
