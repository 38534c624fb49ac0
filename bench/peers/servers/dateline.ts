import { join } from 'node:path'
import { projectRoot } from '../../../database/project-root.ts'
import { toId } from '../../../database/values/ids.ts'
import { scopeOf } from '../../../schema/list/order.ts'
import { writeCursor } from '../../../schema/relay/cursor.ts'
import { WITHOUT_LIMITS } from '../../../test/support/processes/serving.ts'
import { DATELINE_QUERIES } from '../queries/dateline.ts'
import type { Sample } from '../samples.ts'
import type { Peer } from './peer.ts'

const CONCEPTS = { events: 'event', actors: 'actor', places: 'place', articles: 'article' } as const
const TYPES = { events: 'Event', actors: 'Actor', places: 'Place', articles: 'Article' } as const

/** The representations of the entities of a sample, in the order of the limit. */
export function representationsOf(
  sample: Sample,
  idOf: (concept: 'event' | 'actor' | 'place' | 'article', uuid: string) => string,
) {
  return (['events', 'actors', 'places', 'articles'] as const).flatMap((name) =>
    (sample[name] ?? []).map((uuid) => ({ __typename: TYPES[name], id: idOf(CONCEPTS[name], uuid) })),
  )
}

/**
 * Dateline as shipped: limits, masking, authentication and the access log are on. Only the limits of one client are
 * higher, because all requests come from one address.
 * @param cursorKey the key with which the service signs cursors
 */
export function datelinePeer(cursorKey: string): Peer {
  return {
    name: 'dateline',
    title: 'Dateline',
    queries: DATELINE_QUERIES,
    args: ['--max-semi-space-size=32', join(projectRoot, 'dist/server/main.js'), 'serve'],
    environment: { ...WITHOUT_LIMITS, PORT: '0', DATABASE_POOL_SIZE: '10' },
    variablesOf: (query, sample) => {
      const { id, kind, month, first, afterSort = '', afterId = '', search, country, ids } = sample
      if (query === 'Q1') return { id: toId('event', id ?? '') }
      if (query === 'Q2' || query === 'Q9') return { kind, month, first }
      if (query === 'Q3') {
        const scope = JSON.stringify(['events', scopeOf({ where: { kinds: [kind] } as never })])
        return { kind, after: writeCursor(cursorKey, scope, [afterSort, afterId]) }
      }
      if (query === 'Q4') return { search }
      if (query === 'Q5') return { country: toId('place', country ?? '') }
      if (query === 'Q6') return { ids: ids?.map((uuid) => toId('actor', uuid)) }
      if (query === 'Q7') return { id: toId('actor', id ?? '') }
      if (query === 'Q10') return { representations: representationsOf(sample, toId) }
      return {}
    },
  }
}
