import { decidingClaims, standingClaims } from '../../../ingest/derived/certainty.ts'
import { describeOrigin, type OriginDescription } from '../../../ingest/origins/describe-origin.ts'
import { groupByOrigin } from '../../../ingest/origins/origins.ts'
import { builder } from '../../builder/builder.ts'
import { enumType } from '../../builder/enum-type.ts'
import { Actor, actorLoader } from '../../entity/actor.ts'
import { loadReferenced } from '../../loaders/loader.ts'
import { after, type MaybePromise } from '../../loaders/maybe-promise.ts'
import { relatedOrNull } from '../../prefetch/relation.ts'
import { datasetLoader } from '../../source/dataset.ts'
import { Publisher, publisherLoader } from '../../source/publisher.ts'
import { Event } from '../event.ts'
import { Claim, claimsOfEvent } from './claim.ts'
import { loadSources, type OriginClaim } from './origin-sources.ts'

const OriginKind = enumType('OriginKind', 'What most of the claims of an origin have in common.', {
  ACTOR: 'The person, state or organization that says so.',
  AGENCY: 'A news agency that the articles credit, or that published them.',
  TEXT: 'One text; neither a publisher, an agency nor a source is known.',
  PUBLISHER: 'The publisher of the articles, or its house.',
  DATASET: 'The dataset that lists the event: no claim is about it.',
})

interface OriginSource extends OriginDescription {
  claims: readonly OriginClaim[]
  isProven: boolean
}

const Origin = builder.objectRef<OriginSource>('Origin').implement({
  description:
    'Where claims about an event come from: claims that cannot be independent of each other. Two claims have one origin if they share the article, the text (a reprint), a credited news agency, the house of the publishers, or the first source that the articles identify; or if one article credits the publisher of the other.',
  fields: (t) => ({
    kind: t.expose('kind', { type: OriginKind, description: 'What most of the claims have in common.' }),
    name: t.exposeString('name', {
      description: 'The name of the source, agency, publisher or dataset; the address or day of the article otherwise.',
    }),
    actor: t.field({
      type: Actor,
      nullable: true,
      description: 'The source that says so; null unless the kind is ACTOR.',
      ...relatedOrNull(actorLoader, 'actorId'),
    }),
    publisher: t.field({
      type: Publisher,
      nullable: true,
      description: 'The publisher; null unless the kind is PUBLISHER.',
      ...relatedOrNull(publisherLoader, 'publisherId'),
    }),
    claims: t.field({
      type: [Claim],
      description: 'The claims of the origin, in the order of the report; none if the kind is DATASET.',
      loads: [],
      resolve: ({ claims }) => claims,
    }),
    isProven: t.exposeBoolean('isProven', {
      description:
        'Whether the text of one of its articles was given, so that it could be compared, and its publisher or agency is known. Only proven origins confirm an event: a claim by "a spokesman" in an unknown text may be a copy.',
    }),
    reason: t.exposeString('reason', {
      description: 'Why the claims are one origin and whether it is proven, in sentences for readers.',
    }),
  }),
})

builder.interfaceField(Event, 'origins', (t) =>
  t.field({
    type: [Origin],
    description:
      'The independent origins of the claims that decide on `certainty`: those about its occurrence, or all if there are none, without retracted claims. They explain CONFIRMED: two or more origins that are proven and assert the event. Under `asOf` they are the claims of that moment, grouped by what is known today about texts, sources and publishers.',
    reads: ['id', 'datasetId'],
    resolve: ({ id, datasetId }, _args, context): MaybePromise<OriginSource[]> =>
      after(claimsOfEvent(context).load(id), (claims) =>
        claims.length === 0
          ? after(loadReferenced(datasetLoader(context), datasetId), ({ name }) => [{ ...WITHOUT_CLAIMS, name }])
          : after(loadSources(standingClaims(decidingClaims(claims)), context), (sources) =>
              groupByOrigin(sources).map((group) => ({
                ...describeOrigin(group, ({ articleTitle }) => articleTitle),
                claims: group.claims,
                isProven: group.isProven,
              })),
            ),
      ),
  }),
)

const WITHOUT_CLAIMS: Omit<OriginSource, 'name'> = {
  kind: 'DATASET',
  actorId: null,
  publisherId: null,
  claims: [],
  isProven: false,
  reason: 'Not proven: the dataset lists the event, and no claim with a quote is about it.',
}
