import { expect, test } from 'vitest'
import { SearchableText } from '../../../ingest/evidence/locate.ts'
import type { Problem } from '../../../ingest/format/problem.ts'
import { locateQuote } from '../../../ingest/validate/quotes.ts'
import { chanceOf } from '../../support/random.ts'
import { damage, KINDS_OF_DAMAGE, passageOf, SCRIPTS, vary } from './generated-quotes.ts'
import { TEXTS } from './texts.ts'

const ROUNDS = 1000

/** Locates a quote as a report does. */
function locate(quote: { exact: string; prefix?: string; suffix?: string }, text: string) {
  const problems: Problem[] = []
  const located = locateQuote(quote, { text: new SearchableText(text) }, ['quote'], (path, message) =>
    problems.push({ path, message }),
  )
  return { located, problems }
}

test(`${ROUNDS} quotes in ${SCRIPTS.length} scripts are located exactly, with any typography`, () => {
  const chance = chanceOf(13)
  for (let round = 0; round < ROUNDS; round++) {
    const script = SCRIPTS[round % SCRIPTS.length] ?? ''
    const passage = passageOf(script, chance)
    const isRepeated = (TEXTS[script] ?? '').split(passage.exact).length > 2
    const before = vary(passage.before, chance)
    const exact = vary(passage.exact, chance)
    const text = `${before}${exact}${vary(passage.after, chance)}`
    const quote = {
      exact: vary(passage.exact, chance),
      ...((isRepeated || chance.is(0.5)) && { prefix: passage.before.slice(-20), suffix: passage.after.slice(0, 20) }),
    }
    const { located, problems } = locate(quote, text)
    expect([quote, problems]).toEqual([quote, []])
    expect(located).toMatchObject({ exact, start: before.length, end: before.length + exact.length })
  }
})

test(`${ROUNDS} damaged quotes are refused, with the nearest passage`, () => {
  const chance = chanceOf(14)
  const counts = Object.fromEntries(KINDS_OF_DAMAGE.map((kind) => [kind, 0]))
  for (let round = 0; Object.values(counts).reduce((sum, count) => sum + count) < ROUNDS; round++) {
    const script = SCRIPTS[round % SCRIPTS.length] ?? ''
    const kind = chance.of(KINDS_OF_DAMAGE)
    const changed = damage(passageOf(script, chance).exact, script, kind, chance)
    if (changed === undefined) continue
    const { problems } = locate({ exact: vary(changed, chance) }, vary(TEXTS[script] ?? '', chance))
    expect(problems, `${kind}: ${changed}`).toEqual([
      {
        path: ['quote', 'exact'],
        message: expect.stringMatching(/^must be words of the text, .* alike\.$|nearest passage is/s),
      },
    ])
    counts[kind] = (counts[kind] ?? 0) + 1
  }
  expect(Math.min(...Object.values(counts))).toBeGreaterThan(20)
})
