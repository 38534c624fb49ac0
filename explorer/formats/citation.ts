import type { Citation } from '../request/page.ts'

/** A citation as one sentence, with the address of the record. */
export function citationText(citation: Citation, url: string): string {
  const { author, title } = citation
  return `${author}: ${title}. ${imprintOf(citation)}. ${url}`
}

/** Where the record is published, and which day the citation has: "Dateline, state of 2026-11-24". */
export function imprintOf(citation: Citation): string {
  return ['Dateline', dayOf(citation)].filter(Boolean).join(', ')
}

/** A citation as an entry of BibTeX. */
export function bibTexOf(citation: Citation, url: string): string {
  const { title, author, state, published } = citation
  const fields = {
    title: `{${escaped(title)}}`,
    author: `{${escaped(author)}}`,
    year: (state ?? published)?.slice(0, 4),
    howpublished: 'Dateline',
    note: dayOf(citation),
    url,
  }
  const key = url.slice(url.lastIndexOf('/') + 1).replaceAll(/[^\w-]/g, '-')
  const lines = Object.entries(fields).flatMap(([name, value]) =>
    value === undefined ? [] : [`  ${name} = {${value}}`],
  )
  return `@misc{${key},\n${lines.join(',\n')}\n}\n`
}

/** Which day the citation has, in words; undefined if it is not known. */
function dayOf({ state, published }: Citation): string | undefined {
  if (state !== undefined) return `state of ${state}`
  return published === undefined ? undefined : `published on ${published}`
}

/** What TeX would read as a command. Braces that do not match would end the field. */
function escaped(text: string): string {
  return text
    .replaceAll('\\', ' ')
    .replaceAll(/[{}]/g, ' ')
    .replaceAll(/[#$%&_]/g, String.raw`\$&`)
    .replaceAll('~', '{\\textasciitilde}')
    .replaceAll('^', '{\\textasciicircum}')
    .replaceAll(/\s+/g, ' ')
    .trim()
}
