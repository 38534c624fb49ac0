import { codesWith } from '../../database/tables/cameo-meanings.ts'
import type { EventKindName } from '../../database/tables/event-kinds.ts'
import { violenceTypesOf } from '../../database/tables/ucdp-meanings.ts'

/**
 * Describes a kind, with the codes that imports turn into it, such as `People protest (CAMEO 14).`
 * @param text a noun phrase or sentence without its full stop
 */
export function describeKind(kind: EventKindName, text: string): string {
  const codes = codesWith((meaning) => meaning.kind === kind)
  const types = violenceTypesOf(kind)
  return withCodes(text, [codes && `CAMEO ${codes}`, types && `UCDP type ${types}`])
}

/** Describes a value of a field of a kind, with the codes that imports turn into it; see `describeKind`. */
export function describeDetail(kind: EventKindName, field: string, value: string, text: string): string {
  const codes = codesWith(({ kind: meant, details }) => {
    const detail = details?.[field]
    return meant === kind && (Array.isArray(detail) ? detail.includes(value) : detail === value)
  })
  return withCodes(text, [codes && `CAMEO ${codes}`])
}

function withCodes(text: string, sources: (string | undefined)[]): string {
  const present = sources.filter((source) => source !== undefined)
  return present.length === 0 ? `${text}.` : `${text} (${present.join('; ')}).`
}
