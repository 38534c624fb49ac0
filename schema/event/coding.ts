import { eventCodings, type EventCodingRow } from '../../database/tables/import.ts'
import { builder } from '../builder/builder.ts'
import { enumType } from '../builder/enum-type.ts'
import { LOAD_ORDER, rowBy } from '../loaders/loader.ts'
import { Event } from './event.ts'

const QUAD_CLASSES = ['VERBAL_COOPERATION', 'MATERIAL_COOPERATION', 'VERBAL_CONFLICT', 'MATERIAL_CONFLICT'] as const

const QuadClass = enumType<(typeof QUAD_CLASSES)[number]>(
  'QuadClass',
  'The four classes into which CAMEO events fall.',
  {
    VERBAL_COOPERATION: "Words of cooperation: CAMEO's roots 01 to 05.",
    MATERIAL_COOPERATION: "Deeds of cooperation: CAMEO's roots 06 to 09.",
    VERBAL_CONFLICT: "Words of conflict: CAMEO's roots 10 to 14.",
    MATERIAL_CONFLICT: "Deeds of conflict: CAMEO's roots 15 to 20.",
  },
)

const codingOfEvent = rowBy(LOAD_ORDER.PART_OF_EVENT, eventCodings, eventCodings.eventId)

const EventCoding = builder.objectRef<EventCodingRow>('EventCoding').implement({
  description: 'How a machine coded an event, and how much it was reported when the feed first saw it (GDELT).',
  fields: (t) => ({
    goldsteinScale: t.exposeFloat('goldsteinScale', {
      nullable: true,
      description:
        'How much such an act tends to strengthen or weaken a country, -10 to 10; it goes by the code alone.',
    }),
    quadClass: t.field({
      type: QuadClass,
      nullable: true,
      description: 'Words or deeds, cooperation or conflict.',
      resolve: ({ quadClass }) => (quadClass === null ? null : (QUAD_CLASSES[quadClass - 1] ?? null)),
    }),
    isRootEvent: t.exposeBoolean('isRootEvent', {
      nullable: true,
      description: 'Whether it stands in the first paragraph of the article.',
    }),
    averageTone: t.exposeFloat('averageTone', {
      nullable: true,
      description: 'The average tone of all documents that mentioned it at first, -100 to 100.',
    }),
    mentionCount: t.exposeInt('mentionCount', {
      nullable: true,
      description:
        'How often it was mentioned in the first fifteen minutes; `mentionCount` counts the reports that are stored.',
    }),
    sourceCount: t.exposeInt('sourceCount', {
      nullable: true,
      description: 'How many sources mentioned it in the first fifteen minutes.',
    }),
    articleCount: t.exposeInt('articleCount', {
      nullable: true,
      description: 'How many documents mentioned it in the first fifteen minutes.',
    }),
  }),
})

builder.interfaceField(Event, 'coding', (t) =>
  t.field({
    type: EventCoding,
    nullable: true,
    description: 'How a machine coded it, where a feed says so; nothing of it feeds certainty.',
    resolve: ({ id }, _args, context) => codingOfEvent(context).load(id),
  }),
)
