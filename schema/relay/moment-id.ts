import { isVersioned, parseId, plainIdOf, splitMoment, type Concept } from '../../database/values/ids.ts'
import { showValue } from '../../database/values/show-value.ts'
import { withArticle } from '../../ingest/format/must-be.ts'
import { badUserInput } from '../builder/errors.ts'
import { normalizeDateTime } from '../builder/scalars.ts'

/** An object, and the moment as of which its id names it (RFC 3339, UTC, milliseconds); undefined for the present. */
interface MomentId {
  concept: Concept
  uuid: string
  asOf: string | undefined
}

/**
 * Parses an id that can name a moment, `evt_01h455vb4pex5vsknk084sn02q@2026-11-24T12:00:00.000Z`.
 * @returns null if it is not an id of Dateline
 * @throws {GraphQLError} BAD_USER_INPUT if the object has no earlier states, or the moment is not spelled as
 * Dateline spells it: two spellings would be two objects in the cache of a client
 */
export function parseMomentId(id: string): MomentId | null {
  const { plainId, moment } = splitMoment(id)
  const parsedId = parseId(plainId)
  if (parsedId === null) return null
  if (moment === undefined) return { ...parsedId, asOf: undefined }
  const { concept } = parsedId
  if (!isVersioned(concept)) {
    throw badUserInput(
      `${showValue(id)} names a moment, but ${withArticle(concept)} has no earlier states. Use ${plainId}.`,
    )
  }
  const asOf = normalizeDateTime(moment)
  if (asOf === moment) return { ...parsedId, asOf }
  throw badUserInput(
    `The moment ${showValue(moment)} after ${plainId}@ is not readable. ` +
      (asOf === undefined
        ? 'Write a date-time that exists, in UTC with milliseconds, such as 2016-04-05T12:00:00.000Z.'
        : `Write it in UTC with milliseconds: ${plainId}@${asOf}.`),
  )
}

/**
 * @returns what is wrong with an id that names a moment where only an object can be named, and the id to use instead;
 * undefined if the id names no moment
 */
export function refusedMoment(id: string, concept: Concept): string | undefined {
  const plainId = plainIdOf(concept, id)
  if (plainId === undefined) return undefined
  return `${showValue(id)} names ${withArticle(concept)} at a moment, which is not possible here. Use the part before \`@\`: ${plainId}.`
}
