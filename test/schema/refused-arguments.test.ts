import type { GraphQLFormattedError } from 'graphql'
import { expect } from 'vitest'
import { schema } from '../../schema/schema.ts'
import { refusals, type Refusal } from '../support/illegal-arguments.ts'
import { withProbe } from '../support/probe.ts'
import { test } from '../support/service.ts'
import { unhandledRejectionsOf } from '../support/unhandled.ts'

/** Fields reject the values of `refusals` for these arguments, independent of their other arguments. */
const ALWAYS_REFUSED = /^(?:first|last|after|before|id|asOf)$/

test(
  'every field that refuses its arguments answers with a code beside a promise that rejects later',
  { timeout: 120_000 },
  async ({ seeded }) => {
    const cases = refusals(schema)
    const withoutCode: unknown[] = []
    const notRefused: string[] = []
    const mixedFields = new Set<string>()
    const unhandled: unknown[] = []
    await withProbe(schema, async (probe) => {
      for (const { query, field, argument } of cases) {
        probe.reset()
        let errors: readonly GraphQLFormattedError[] = []
        const reasons = await unhandledRejectionsOf(async () => {
          errors = (await seeded.ask(query)).errors ?? []
        })
        if (reasons.length > 0) unhandled.push({ query, reasons })
        const codes = errors.map(({ extensions }) => extensions?.['code'])
        const isReached = probe.calls() > 0 || errors.length > 0
        if (!isReached) continue
        if (codes.length === 0 || codes.some((code) => code === undefined || code === 'INTERNAL_SERVER_ERROR')) {
          withoutCode.push({ query, errors })
        }
        if (probe.calls() > 1) mixedFields.add(field)
        if (ALWAYS_REFUSED.test(argument) && !isRefused(errors, field)) notRefused.push(query)
      }
    })
    expect(unhandled).toEqual([])
    expect(withoutCode).toEqual([])
    expect(notRefused).toEqual([])
    expect([...mixedFields]).toEqual(expect.arrayContaining(['counterparts', 'events', 'mentions']))
  },
)

function isRefused(errors: readonly GraphQLFormattedError[], field: Refusal['field']): boolean {
  return errors.some(({ path }) => path === undefined || path.includes(field))
}
