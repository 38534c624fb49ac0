import { expect, test } from 'vitest'
import { countOrigins, deriveCertainty } from '../../ingest/derived/certainty.ts'
import { readSource } from '../../ingest/origins/read-source.ts'
import { sourceClaimOf, type ClaimRows } from '../../ingest/origins/source-claim.ts'
import { chanceOf, type Chance } from '../support/random.ts'

const CASES = 10_000
const SEED = 20_260_311
const SENTENCES = 5
const SYLLABLES = ['ba', 'de', 'fi', 'go', 'ku', 'la', 'me', 'ni', 'po', 'ra', 'se', 'ti', 'vo', 'zu']
const AGENCIES = ['Reuters', 'AFP', 'EFE', 'dpa', 'Xinhua', 'TASS']

/** An article of a case: its rows for one claim, and the text that others are made from. */
interface Report {
  body: string
  /** The words around the body: dateline, credit. */
  text: string | null
  publisher: string | null
  url: string
  actor: string | null
  labels: string[]
  article: string
}

function wordOf(chance: Chance): string {
  return Array.from({ length: 2 + chance.below(3) }, () => chance.of(SYLLABLES)).join('')
}

function bodyOf(chance: Chance): string {
  const sentence = () => Array.from({ length: 8 + chance.below(6) }, () => wordOf(chance)).join(' ')
  return Array.from({ length: SENTENCES }, () => `${capitalize(sentence())}.`).join(' ')
}

function capitalize(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}

function freshReport(chance: Chance, number: number): Report {
  const name = `${capitalize(wordOf(chance))} Beacon ${String(number)}`
  const body = bodyOf(chance)
  return {
    body,
    text: body,
    publisher: name,
    url: `https://www.${name.toLowerCase().replaceAll(' ', '-')}.com/${wordOf(chance)}`,
    actor: null,
    labels: chance.is(0.5) ? ['a spokesman'] : [],
    article: String(number),
  }
}

/** Prints a text again as an editor does: cut at the end, other typography, another headline, a word exchanged. */
function reprint(chance: Chance, body: string): string {
  const sentences = body.split('. ')
  const kept = sentences.slice(0, SENTENCES - chance.below(SENTENCES / 2)).join('. ')
  const words = kept.split(' ')
  if (chance.is(0.5)) words[chance.below(words.length)] = wordOf(chance)
  const printed = words.join(chance.is(0.5) ? ' ' : '  ')
  return `${capitalize(wordOf(chance))}\n${chance.is(0.3) ? printed.toUpperCase() : printed}`
}

/** Nothing that is proven goes back to a report without text or publisher: what repeats it is a source of its own. */
function isKnown({ text, publisher }: Report): boolean {
  return text !== null && publisher !== null
}

/** Ways in which an article repeats another one. Each returns a report that looks independent of it but is not. */
const REPETITIONS: Readonly<Record<string, (chance: Chance, fresh: Report, earlier: Report) => Report>> = {
  reprint: (chance, fresh, earlier) => {
    const text = reprint(chance, earlier.body)
    return { ...fresh, text, body: earlier.body }
  },
  sameArticle: (_chance, fresh, earlier) => ({ ...earlier, labels: fresh.labels, actor: fresh.article }),
  unnamed: (chance, fresh) => ({ ...fresh, text: chance.is(0.5) ? null : fresh.text, publisher: null }),
  untold: (_chance, fresh) => ({ ...fresh, text: null }),
  citation: (chance, fresh, { publisher }) => ({
    ...fresh,
    text: chance.of([
      `${fresh.body} This was reported by ${publisher ?? ''}.`,
      `According to ${publisher ?? ''}, ${fresh.body}`,
      `${fresh.body} A clerk told the ${publisher ?? ''} so.`,
    ]),
  }),
  chain: (_chance, fresh, { publisher }) => ({ ...fresh, labels: [publisher ?? ''] }),
  house: (_chance, fresh, earlier) => ({ ...fresh, url: earlier.url.replace('https://www.', 'https://blogs.') }),
}

/** A web of articles that all go back to one: each repeats an earlier one, and some credit each other in a circle. */
function caseOf(chance: Chance): Report[] {
  const first = freshReport(chance, 0)
  const reports = [first]
  const shared = chance.below(3)
  if (shared === 1) first.actor = 'ministry'
  const agency = chance.of(AGENCIES)
  if (shared === 2) first.text = `TOWN (${agency}) - ${first.body}`
  for (let i = 1; i < 2 + chance.below(3); i++) {
    const fresh = freshReport(chance, i)
    if (shared === 1 && chance.is(0.5)) reports.push({ ...fresh, actor: 'ministry', labels: ['an official'] })
    else if (shared === 2 && chance.is(0.5)) {
      reports.push({ ...fresh, text: chance.of([`${fresh.body} (${agency})`, `${fresh.body}\n${agency}`]) })
    } else {
      const repeat = REPETITIONS[chance.of(Object.keys(REPETITIONS))]
      if (repeat) reports.push(repeat(chance, fresh, chance.of(reports.filter(isKnown))))
    }
  }
  const last = reports.at(-1)
  if (last?.publisher && first.text !== null && chance.is(0.2)) first.text += ` So ${last.publisher} reported.`
  return reports
}

function claimOf({ text, publisher, url, actor, labels, article }: Report, i: number) {
  const rows: ClaimRows = {
    id: String(i),
    articleId: article,
    text: {
      key: `${article} ${String(i)}`,
      digest: null,
      ...(text === null ? { fingerprint: null, agencies: [], creditedNames: [] } : readSource(text)),
    },
    url,
    publisher: publisher === null ? null : { id: publisher, name: publisher, homepage: null, owner: null },
    chain: [
      ...labels.map((label) => ({ agent: null, label })),
      ...(actor === null ? [] : [{ agent: { id: actor, name: actor }, label: null }]),
    ],
  }
  return { ...sourceClaimOf(rows), certainty: 'REPORTED' as const, polarity: 'POSITIVE' as const }
}

test('no reprints, unnamed, circular or single-article sources confirm an event', () => {
  const chance = chanceOf(SEED)
  const confirmed: unknown[] = []
  let independent = 0
  for (let i = 0; i < CASES; i++) {
    const reports = caseOf(chance)
    const claims = reports.map(claimOf)
    if (deriveCertainty('POSITIVE', claims, countOrigins('POSITIVE', claims)) === 'CONFIRMED') confirmed.push(reports)
    const alone = claims.slice(0, 1)
    if (deriveCertainty('POSITIVE', alone, countOrigins('POSITIVE', alone)) !== 'REPORTED') confirmed.push(reports[0])
    // The control: one article more, by another house, confirms if the first one is proven.
    const [first] = claims
    if (i % 10 === 0 && first) {
      const control = [first, claimOf(freshReport(chance, 99), 99)]
      if (deriveCertainty('POSITIVE', control, countOrigins('POSITIVE', control)) === 'CONFIRMED') independent++
    }
  }
  expect(confirmed).toEqual([])
  expect(independent).toBe(CASES / 10)
})
