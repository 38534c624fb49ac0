import { z } from 'zod'
import { clientError } from '../../../schema/builder/errors.ts'
import { read, type Execute } from '../../execute.ts'
import { AFTER_CLAIM, CLAIM, citedOf, pageOfClaims, type CitedClaim } from '../claim-list.ts'
import { selectKindDetails } from '../kind-details.ts'
import { declareTool } from '../tool.ts'

const DOCUMENT = `query GetEvent($id: ID!) {
  event(id: $id) {
    id asOf kind title summary realis polarity certainty evidence version mentionCount
    occurred { edtf earliest latest precision text basis }
    participations { role side label basis actor { id name } office { title } }
    location { text precision latitude longitude radiusKm place { id name parents { kind place { name } } } }
    quantities { measure of low best high unit approximation text }
    claims { ...Cited }
    origins { kind name isProven reason }
    relations { kind direction certainty event { id title realis certainty } claims { quote { exact } hedge } }
    revisions { kind at by reason }
    mergedInto { id }
    dataset { name licence citation }
    ${selectKindDetails()}
  }
}
${CLAIM}`

interface Event extends Record<string, unknown> {
  realis: string
  polarity: string
  claims: CitedClaim[]
  relations: object[]
  revisions: object[]
}

/** Of relations and of revisions in one answer. */
const MAX_LISTED = 20

/** Returns all that is known of one event. */
export const GET_EVENT = declareTool({
  name: 'get_event',
  title: 'Get an event with its sources',
  description:
    'All of one event: time, participants, numbers, related events, and each claim with its verbatim quote, who says so, and the article.',
  input: z.strictObject({
    id: z.string().max(64).describe('evt_…; with @ and a moment: its state then'),
    after: AFTER_CLAIM,
  }),
  documents: { 'mcp-get-event': DOCUMENT },
  run: async ({ id, after }, execute) => {
    const { claims, relations, revisions, ...event } = await readEvent<Event>(execute, DOCUMENT, id)
    const rest = { ...event, relations: relations.slice(0, MAX_LISTED), revisions: revisions.slice(-MAX_LISTED) }
    const cited = claims.map((claim) => ({ id: claim.id, claim: citedOf(claim, event) }))
    const { items, nextCursor } = pageOfClaims(cited, after, rest)
    const listed = items.map(({ claim }) => claim)
    return { value: after === undefined ? { ...rest, claims: listed, nextCursor } : { id, claims: listed, nextCursor } }
  },
})

/**
 * Reads an event by a document with the variable `$id`.
 * @throws {GraphQLError} NOT_FOUND if none has the id
 */
export async function readEvent<Event>(execute: Execute, document: string, id: string): Promise<Event> {
  const { event } = await read<{ event: Event | null }>(execute, document, { id })
  if (event) return event
  throw clientError('NOT_FOUND', `No event has the id ${JSON.stringify(id)}. search_events returns ids.`)
}
