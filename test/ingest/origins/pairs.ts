import { readFileSync } from 'node:fs'
import { groupByOrigin, isProven } from '../../../ingest/origins/origins.ts'
import { readSource } from '../../../ingest/origins/read-source.ts'
import { sourceClaimOf } from '../../../ingest/origins/source-claim.ts'

/** Two claims with their articles, labelled before the code was written. */
export interface LabelledPair {
  id: string
  independent: boolean
  articles: { url: string; publisher: { name: string }; text: string }[]
  claims: { article: number; quote: string; attribution: { label?: string; agent?: string }[] }[]
}

export function readPairs(file: string): LabelledPair[] {
  const path = new URL(`../evidence/pairs/${file}`, import.meta.url)
  return JSON.parse(readFileSync(path, 'utf8')) as LabelledPair[]
}

/** Whether the claims of a pair make two proven origins. */
function areIndependent({ articles, claims }: LabelledPair): boolean {
  const sources = articles.map(({ text }, i) => ({ key: String(i), digest: null, ...readSource(text) }))
  const groups = groupByOrigin(
    claims.map(({ article, attribution }, i) => {
      const { url, publisher } = articles[article] ?? { url: null, publisher: { name: '' } }
      const text = sources[article]
      if (text === undefined) throw new Error(`A claim has no article ${String(article)}.`)
      return sourceClaimOf({
        id: String(i),
        articleId: String(article),
        text,
        url,
        publisher: { id: publisher.name, name: publisher.name, homepage: null, owner: null },
        chain: attribution.map(({ agent, label }) => ({
          agent: agent === undefined ? null : { id: agent, name: agent },
          label: label ?? null,
        })),
      })
    }),
  )
  return groups.filter(({ claims: members }) => members.some(isProven)).length > 1
}

/** Precision and recall of "independent", and the pairs that were classified wrongly. */
export function score(pairs: readonly LabelledPair[]): { precision: number; recall: number; wrong: string[] } {
  const results = pairs.map((pair) => ({ pair, found: areIndependent(pair) }))
  const found = results.filter((result) => result.found)
  const right = found.filter(({ pair }) => pair.independent).length
  return {
    precision: right / found.length,
    recall: right / pairs.filter(({ independent }) => independent).length,
    wrong: results.filter((result) => result.found !== result.pair.independent).map(({ pair }) => pair.id),
  }
}
