/**
 * Reads one value from a scrape.
 * @param text the text format of Prometheus
 * @param labels all labels of the value
 * @returns undefined if the scrape has no such value
 */
export function valueOf(text: string, name: string, labels: Record<string, string> = {}): number | undefined {
  const wanted = Object.entries(labels).map(([label, value]) => `${label}="${value}"`)
  for (const line of text.split('\n')) {
    const [, metric, list = '', value] = /^(\w+)(?:\{(.*)\})? (\S+)$/.exec(line) ?? []
    const pairs: readonly string[] = list.match(/\w+="[^"]*"/g) ?? []
    if (metric === name && pairs.length === wanted.length && wanted.every((pair) => pairs.includes(pair)))
      return Number(value)
  }
  return undefined
}
