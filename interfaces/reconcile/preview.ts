import { createHash } from 'node:crypto'
import { escapeMarkup } from '../escape-markup.ts'
import type { Entity } from './describe-entities.ts'

const STYLE = 'body{font:14px/1.4 sans-serif;margin:8px}h1{font-size:16px;margin:0}p{margin:4px 0}q{font-style:italic}'

/** The page has nothing but text: no script, no image, no link that leads away, no form. */
export const PREVIEW_CSP = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; base-uri 'none'; form-action 'none'; sandbox`

const MAX_NAMES = 8
const MAX_QUOTES = 3

/** A small page about an entity, for the frame in which clients show it. */
export function previewOf(entity: Entity): string {
  const { id, __typename: type, description, summary, names = [], country, parents = [], occurred, location } = entity
  const { certainty, claims = [], placeKind, eventKind } = entity
  const kind = placeKind ?? eventKind ?? type
  const facts = [
    kind,
    occurred?.edtf,
    certainty,
    country?.name,
    location?.place?.name,
    ...parents.map(({ place }) => place.name),
  ]
  const others = names.slice(0, MAX_NAMES).map(({ name }) => name)
  const quotes = claims.slice(0, MAX_QUOTES).map(({ quote, attribution }) => {
    return `<p><q>${escaped(quote.exact)}</q> ${escaped(attribution[0]?.name)}</p>`
  })
  const title = escaped(entity.name ?? entity.title)
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${title}</title><style>${STYLE}</style></head><body>
<h1>${title}</h1>
<p>${escaped(facts.filter(Boolean).join(' · '))}</p>
<p>${escaped(description ?? summary)}</p>
<p>${escaped(others.join(' · '))}</p>
${quotes.join('\n')}
<p>${escaped(id)}</p>
</body></html>
`
}

function escaped(text: string | null | undefined): string {
  return escapeMarkup(text ?? '')
}
