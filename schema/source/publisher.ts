import { publishers, type PublisherRow } from '../../database/tables/publisher.ts'
import { builder } from '../builder/builder.ts'
import { LOAD_ORDER, rowBy, sharedByMoments } from '../loaders/loader.ts'
import { registerEntity } from '../relay/federation.ts'
import { idField, Node, registerNode } from '../relay/node.ts'

export const Publisher = builder.objectRef<PublisherRow>('Publisher')

export const publisherLoader = sharedByMoments(rowBy(LOAD_ORDER.SOURCE, publishers, publishers.id))

Publisher.implement({
  description: 'A publisher of articles: a news agency, a newspaper, a broadcaster or a website.',
  interfaces: [Node],
  fields: (t) => ({
    id: t.id(idField('publisher')),
    name: t.exposeString('name', { description: 'The name.' }),
    homepage: t.expose('homepage', {
      type: 'URL',
      nullable: true,
      description: 'The website of the publisher; null if unknown.',
    }),
  }),
})

registerNode('publisher', publisherLoader, () => 'Publisher')
registerEntity(Publisher, 'publisher', publisherLoader)
