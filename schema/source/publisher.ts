import { publishers, type PublisherRow } from '../../database/tables/publisher.ts'
import { builder } from '../builder/builder.ts'
import { LOAD_ORDER, rowBy } from '../loaders/loader.ts'
import { registerEntity } from '../relay/federation.ts'
import { idField, Node, registerNode } from '../relay/node.ts'

export const Publisher = builder.objectRef<PublisherRow>('Publisher')

export const publisherLoader = rowBy(LOAD_ORDER.SOURCE, publishers, publishers.id)

Publisher.implement({
  description: 'Who brings articles out: a news agency, a paper, a broadcaster, a site.',
  interfaces: [Node],
  fields: (t) => ({
    id: t.id(idField('publisher')),
    name: t.exposeString('name', { description: 'Its name.' }),
    homepage: t.expose('homepage', { type: 'URL', nullable: true, description: 'Its own site, where known.' }),
  }),
})

registerNode('publisher', publisherLoader, () => 'Publisher')
registerEntity(Publisher, 'publisher', publisherLoader)
