import './actor-search.ts'
import './coding.ts'
import './correct.ts'
import './counterparts.ts'
import './dispute.ts'
import './event-search.ts'
import './event-stream.ts'
import './import.ts'
import './merge.ts'
import './place-search.ts'
import './publish.ts'
import './quantity.ts'
import './query-cost.ts'
import './relation.ts'
import './report.ts'
import './retract.ts'
import './revision.ts'
import { builder } from './builder.ts'
import { guardEntities } from './entity.ts'

/** The whole service as a subgraph of Federation 2. */
export const schema = guardEntities(
  builder.toSubGraphSchema({
    linkUrl: 'https://specs.apollo.dev/federation/v2.6',
    federationDirectives: ['@key', '@shareable', '@inaccessible'],
  }),
)
