import './entity/actor-list.ts'
import './event/coding.ts'
import './mutation/correct-event.ts'
import './mutation/correction/actor.ts'
import './mutation/correction/article.ts'
import './mutation/correction/office.ts'
import './mutation/correction/place.ts'
import './mutation/correction/publisher.ts'
import './mutation/correction/storyline.ts'
import './list/counterparts.ts'
import './event/evidence/dispute.ts'
import './change/event-diff.ts'
import './list/fields.ts'
import './change/subscription.ts'
import './source/import.ts'
import './source/release.ts'
import './mutation/merge.ts'
import './entity/place-list.ts'
import './mutation/publish-report.ts'
import './event/quantity.ts'
import './list/query-cost.ts'
import './event/relation.ts'
import './event/evidence/mention.ts'
import './event/evidence/first-report.ts'
import './event/evidence/origin.ts'
import './mutation/reinstate-event.ts'
import './mutation/retract-event.ts'
import './mutation/split.ts'
import './event/history/moment.ts'
import './event/history/revision.ts'
import { builder } from './builder/builder.ts'
import { guardListItems } from './builder/guard-list-items.ts'
import { prefetching } from './prefetch/prefetch.ts'
import { guardEntities } from './relay/federation.ts'

/** The schema of the service: a subgraph of Apollo Federation 2. */
export const schema = guardListItems(
  prefetching(
    guardEntities(
      builder.toSubGraphSchema({
        linkUrl: 'https://specs.apollo.dev/federation/v2.6',
        federationDirectives: ['@key', '@shareable', '@inaccessible'],
      }),
    ),
  ),
)
