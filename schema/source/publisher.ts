import { publishers, type PublisherRow } from '../../database/tables/publisher.ts'
import { builder } from '../builder/builder.ts'
import { LOAD_ORDER, rowBy, sharedByMoments } from '../loaders/loader.ts'
import { registerEntity } from '../relay/federation.ts'
import { idField, Node, registerNode, uuidOf } from '../relay/node.ts'

export const Publisher = builder.objectRef<PublisherRow>('Publisher')

export const publisherLoader = sharedByMoments(rowBy(LOAD_ORDER.SOURCE, publishers, publishers.id))

Publisher.implement({
  description: 'A publisher of articles: a news agency, a newspaper, a broadcaster or a website.',
  interfaces: [Node],
  fields: (t) => ({
    id: t.id(idField('publisher')),
    name: t.exposeString('name', { description: 'The name.' }),
    version: t.exposeInt('version', {
      description:
        'The version of what is stored about the publisher, increased by each correction. Corrections require it as the expected version.',
    }),
    owner: t.exposeString('owner', {
      nullable: true,
      description:
        'The name of the house that owns it, as an editor has set it: publishers of one owner are one origin. Null if no owner is set.',
    }),
    homepage: t.expose('homepage', {
      type: 'URL',
      nullable: true,
      description: 'The website of the publisher; null if unknown.',
    }),
  }),
})

registerNode('publisher', publisherLoader, () => 'Publisher')
registerEntity(Publisher, 'publisher', publisherLoader)

builder.queryField('publisher', (t) =>
  t.field({
    type: Publisher,
    nullable: true,
    description: 'The publisher with an id; null if there is none.',
    args: { id: t.arg.id({ required: true, description: 'The id of the publisher.' }) },
    resolve: (_root, { id }, context) => publisherLoader(context).load(uuidOf('publisher', id)),
  }),
)
