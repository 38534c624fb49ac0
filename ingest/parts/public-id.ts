import { toId, type Concept } from '../../database/values/ids.ts'

/** @returns the public id of a UUID; null if there is none */
export function publicId(concept: Concept, uuid: string | null | undefined): string | null {
  return uuid === null || uuid === undefined ? null : toId(concept, uuid)
}
