import { eventCodings, type EventCodingRow } from '../../database/tables/import.ts'
import { builder } from '../builder/builder.ts'
import { enumType } from '../builder/enum-type.ts'
import { LOAD_ORDER, rowBy } from '../loaders/loader.ts'
import { Event } from './event.ts'

const QUAD_CLASSES = ['VERBAL_COOPERATION', 'MATERIAL_COOPERATION', 'VERBAL_CONFLICT', 'MATERIAL_CONFLICT'] as const

const QuadClass = enumType<(typeof QUAD_CLASSES)[number]>('QuadClass', 'The four classes of CAMEO events.', {
  VERBAL_COOPERATION: 'Verbal cooperation: CAMEO root codes 01 to 05.',
  MATERIAL_COOPERATION: 'Material cooperation: CAMEO root codes 06 to 09.',
  VERBAL_CONFLICT: 'Verbal conflict: CAMEO root codes 10 to 14.',
  MATERIAL_CONFLICT: 'Material conflict: CAMEO root codes 15 to 20.',
})

const codingOfEvent = rowBy(LOAD_ORDER.PART_OF_EVENT, eventCodings, eventCodings.eventId)

const EventCoding = builder.objectRef<EventCodingRow>('EventCoding').implement({
  description: 'The machine coding of an event, and its coverage when the feed first saw it (GDELT).',
  fields: (t) => ({
    goldsteinScale: t.exposeFloat('goldsteinScale', {
      nullable: true,
      description:
        'The expected effect of this type of event on the stability of a country (Goldstein scale), -10 to 10. It depends only on the code.',
    }),
    quadClass: t.field({
      type: QuadClass,
      nullable: true,
      description: 'The class of the event: verbal or material, cooperation or conflict.',
      resolve: ({ quadClass }) => (quadClass === null ? null : (QUAD_CLASSES[quadClass - 1] ?? null)),
    }),
    isRootEvent: t.exposeBoolean('isRootEvent', {
      nullable: true,
      description: 'Whether the event is in the first paragraph of the article.',
    }),
    averageTone: t.exposeFloat('averageTone', {
      nullable: true,
      description: 'The average tone of the documents of the first fifteen minutes, -100 to 100.',
    }),
    mentionCount: t.exposeInt('mentionCount', {
      nullable: true,
      description:
        'The number of mentions in the first fifteen minutes. `Event.mentionCount` counts the stored mentions.',
    }),
    sourceCount: t.exposeInt('sourceCount', {
      nullable: true,
      description: 'The number of sources that mentioned the event in the first fifteen minutes.',
    }),
    articleCount: t.exposeInt('articleCount', {
      nullable: true,
      description: 'The number of documents that mentioned the event in the first fifteen minutes.',
    }),
  }),
})

builder.interfaceField(Event, 'coding', (t) =>
  t.field({
    type: EventCoding,
    nullable: true,
    description: 'The machine coding of the event; null if no feed coded it. It does not affect `certainty`.',
    resolve: ({ id }, _args, context) => codingOfEvent(context).load(id),
  }),
)
