import { claim, phoneCall, reportDocument } from './report-document.ts'

/** A report whose one event differs. */
export function withEvent(more: Record<string, unknown>) {
  return reportDocument({ events: [phoneCall(more)] })
}

export function withClaim(more: Record<string, unknown>) {
  return withEvent({ claims: [claim('State A phoned State B', more)] })
}

export function place(key: string, parent?: string) {
  return {
    key,
    kind: 'SITE',
    name: key,
    parents: parent === undefined ? [] : [{ kind: 'PART_OF', place: parent }],
  }
}

/** An event that is a part of another. */
export function subevent(key: string, of: string) {
  return phoneCall({ key, relations: [{ kind: 'SUBEVENT_OF', event: of }] })
}
