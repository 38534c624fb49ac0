import lighthouse from 'lighthouse'

/** What Lighthouse says of a page. */
export interface PageScores {
  /** From 0 to 100, by category. */
  scores: Record<string, number>
  /** The audits that count and did not pass, such as `seo: meta-description`. */
  faults: string[]
}

/**
 * Asks Lighthouse about a page, as on a telephone with a slow network, which is its default.
 * @param port of the DevTools of a running browser
 * @param rounds how often the page is loaded; the scores are medians
 * @throws {Error} if the page was not loaded, or a category has no score
 */
export async function pageScores(
  url: string,
  port: number,
  categories: readonly string[],
  rounds: number,
): Promise<PageScores> {
  const results: PageScores[] = []
  for (let round = 0; round < rounds; round++) results.push(await loadOnce(url, port, categories))
  const medianOf = (category: string) => median(results.map(({ scores }) => scores[category] ?? 0))
  return {
    scores: Object.fromEntries(categories.map((category) => [category, medianOf(category)])),
    faults: [...new Set(results.flatMap(({ faults }) => faults))],
  }
}

/** On a busy machine a browser can answer too late; then the page is loaded again. */
const ATTEMPTS = 3

async function loadOnce(url: string, port: number, categories: readonly string[], attempt = 1): Promise<PageScores> {
  const result = await lighthouse(url, {
    port,
    onlyCategories: [...categories],
    disableFullPageScreenshot: true,
    logLevel: 'silent',
  })
  const isLate = result?.lhr.runtimeError?.code === 'PROTOCOL_TIMEOUT'
  if (isLate && attempt < ATTEMPTS) return loadOnce(url, port, categories, attempt + 1)
  if (!result) throw new Error(`Lighthouse gave no result for ${url}.`)
  const { runtimeError, audits } = result.lhr
  if (runtimeError) throw new Error(`Lighthouse could not load ${url}: ${runtimeError.message}`)
  const scores: Record<string, number> = {}
  const faults: string[] = []
  for (const { id: category, score, auditRefs } of Object.values(result.lhr.categories)) {
    if (score === null) throw new Error(`Lighthouse gave ${url} no score of ${category}.`)
    scores[category] = Math.round(score * 100)
    for (const { id, weight } of auditRefs) {
      if (weight > 0 && (audits[id]?.score ?? 1) < 1) faults.push(`${category}: ${id}`)
    }
  }
  return { scores, faults }
}

/** The middle of an odd number of values; the upper of the two middle ones of an even number. */
function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}
