import { auditServer } from 'graphql-http'
import { expect } from 'vitest'
import { listen } from '../../support/listener.ts'
import { test } from '../../support/service.ts'

test('the endpoint passes every audit of graphql-http', async ({ seeded }) => {
  const listener = await listen(seeded)
  try {
    const results = await auditServer({ url: `${listener.origin}/graphql` })
    expect(results).toHaveLength(61)
    expect(
      results.flatMap((result) =>
        result.status === 'ok' ? [] : [`${result.status}: ${result.name}: ${result.reason}`],
      ),
    ).toEqual([])
  } finally {
    await listener.close()
  }
})
