import { Certainty } from '../axes.ts'
import { eventKind, inRoles } from '../kind.ts'
import { Quantity, quantitiesOfEvent } from '../quantity.ts'

export const exercise = eventKind('EXERCISE', 'Exercise', {
  description: 'A military exercise. CAMEO has no code for it, and none is made up from 150 or 154 on import.',
  plural: 'exercises',
  fields: (t, detail) => ({
    organisers: inRoles(t, ['ORGANISER'], 'Who holds it.'),
    name: t.string({ nullable: true, description: 'Its name, where it has one.', resolve: detail(({ name }) => name) }),
    joint: t.boolean({
      nullable: true,
      description: 'Whether forces of several states take part; null where nothing is said of it.',
      resolve: detail(({ joint }) => joint),
    }),
    scenario: t.string({
      nullable: true,
      description: 'What is exercised, where known.',
      resolve: detail(({ scenario }) => scenario),
    }),
    personnel: t.field({
      type: [Quantity],
      description: 'How many people take part, as reported.',
      resolve: async ({ id }, _args, context) =>
        (await quantitiesOfEvent(context).load(id)).filter(({ measure }) => measure === 'PERSONNEL'),
    }),
    equipment: t.field({
      type: [Quantity],
      description: 'What arms and vehicles take part, as reported.',
      resolve: async ({ id }, _args, context) =>
        (await quantitiesOfEvent(context).load(id)).filter(({ measure }) => measure === 'EQUIPMENT'),
    }),
    durationDays: t.int({
      nullable: true,
      description: 'How long it lasts, in days, where known.',
      resolve: detail(({ durationDays }) => durationDays),
    }),
    plannedBeforehand: t.field({
      type: Certainty,
      nullable: true,
      description:
        'How sure it is that it was planned before what it is seen together with; null where nothing is said of it.',
      resolve: detail(({ plannedBeforehand }) => plannedBeforehand),
    }),
  }),
})
