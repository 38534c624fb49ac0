import type { Citation } from '../request/page.ts'

/** A citation as one sentence, with the address of the record. */
export function citationText({ title, author, day }: Citation, url: string): string {
  return `${author}: ${title}. Dateline, state of ${day}. ${url}`
}

/** A citation as an entry of BibTeX. */
export function bibTexOf({ title, author, day }: Citation, url: string): string {
  const fields = {
    title: `{${escaped(title)}}`,
    author: `{${escaped(author)}}`,
    year: day.slice(0, 4),
    howpublished: 'Dateline',
    note: `state of ${day}`,
    url,
  }
  const key = url.slice(url.lastIndexOf('/') + 1).replaceAll(/[^\w-]/g, '-')
  const lines = Object.entries(fields).map(([name, value]) => `  ${name} = {${value}}`)
  return `@misc{${key},\n${lines.join(',\n')}\n}\n`
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
