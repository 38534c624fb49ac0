import { z } from 'zod'
import { AFTER_CLAIM, CLAIM, citedOf, pageOfClaims, type CitedClaim } from '../claim-list.ts'
import { declareTool } from '../tool.ts'
import { readEvent } from './get-event.ts'

const DOCUMENT = `query CompareClaims($id: ID!) {
  event(id: $id) {
    id title realis polarity certainty independentOriginCount
    origins { kind name isProven reason claims { id } }
    dispute { asserting { id } denying { id } }
    claims { ...Cited }
  }
}
${CLAIM}`

interface Identified {
  id: string
}

interface Compared {
  id: string
  title: string
  realis: string
  polarity: string
  certainty: string
  independentOriginCount: number
  origins: { kind: string; name: string; isProven: boolean; reason: string; claims: Identified[] }[]
  dispute: { asserting: Identified[]; denying: Identified[] } | null
  claims: CitedClaim[]
}

/** Compares what the sources of an event say. */
export const COMPARE_CLAIMS = declareTool({
  name: 'compare_claims',
  title: 'Compare the claims about an event',
  description:
    'What the sources of one event say, by aspect (occurrence, time, place, participants, numbers): who asserts, denies or doubts it, in which words, and which claims are independent. Claims of one origin may be copies.',
  input: z.strictObject({
    event: z.string().max(64).describe('evt_…'),
    after: AFTER_CLAIM,
  }),
  documents: { 'mcp-compare-claims': DOCUMENT },
  run: async ({ event: id, after }, execute) => {
    const { claims, origins, dispute, realis, polarity, ...event } = await readEvent<Compared>(execute, DOCUMENT, id)
    const originByClaim = new Map(origins.flatMap(({ name, claims: own }) => own.map((claim) => [claim.id, name])))
    const rest = {
      ...event,
      origins: origins
        .slice(0, MAX_ORIGINS)
        .map(({ claims: own, ...origin }) => ({ ...origin, claimCount: own.length })),
      assertedBy: dispute?.asserting.length,
      deniedBy: dispute?.denying.length,
    }
    const sorted = claims.toSorted((a, b) => a.aspect.localeCompare(b.aspect))
    const cited = sorted.map((claim) => {
      const { aspect: _aspect, ...others } = citedOf(claim, { realis, polarity }) as Record<string, unknown>
      return { id: claim.id, aspect: claim.aspect, claim: { ...others, origin: originByClaim.get(claim.id) } }
    })
    const { items, nextCursor } = pageOfClaims(cited, after, rest)
    const byAspect: Record<string, object[]> = {}
    for (const { aspect, claim } of items) (byAspect[aspect] ??= []).push(claim)
    return { value: { ...(after === undefined ? rest : { id }), claimsByAspect: byAspect, nextCursor } }
  },
})

const MAX_ORIGINS = 20
