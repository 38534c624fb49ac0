/** The texts of HTML that Preact wrote: it escapes these characters only. */
function unescaped(html: string): string {
  return html.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&')
}

/** The addresses that a page links or loads, each once, without anchors. */
export function linksOf(html: string): string[] {
  const addresses = [...html.matchAll(/ (?:href|src)="([^"]*)"/g)].map(([, address = '']) => unescaped(address))
  return [...new Set(addresses.map((address) => address.replace(/#.*$/s, '')))].filter((address) => address !== '')
}

/** The texts that can be copied from a page, by their titles. */
export function snippetsOf(html: string): Record<string, string> {
  const found = html.matchAll(/<summary>([^<]*)<\/summary><pre [^>]*><code>(.*?)<\/code><\/pre>/gs)
  return Object.fromEntries([...found].map(([, title = '', text = '']) => [title, unescaped(text)]))
}
