import { Certainty } from '../axes.ts'
import { eventKind, inRoles } from '../kind.ts'
import { Quantity, quantitiesIn } from '../quantity.ts'

export const exercise = eventKind('EXERCISE', 'Exercise', {
  description: 'A military exercise. CAMEO has no code for it; imports do not infer it from 150 or 154.',
  plural: 'exercises',
  fields: (t, detail) => ({
    organisers: inRoles(t, ['ORGANISER'], 'The actors that hold it.'),
    name: t.string({
      nullable: true,
      description: 'The name of the exercise; null if it has none.',
      ...detail(({ name }) => name),
    }),
    joint: t.boolean({
      nullable: true,
      description: 'Whether forces of several states take part; null if not stated.',
      ...detail(({ joint }) => joint),
    }),
    scenario: t.string({
      nullable: true,
      description: 'The exercised scenario; null if not stated.',
      ...detail(({ scenario }) => scenario),
    }),
    personnel: t.field({
      type: [Quantity],
      description: 'The numbers of people that take part, as reported.',
      ...quantitiesIn('PERSONNEL'),
    }),
    equipment: t.field({
      type: [Quantity],
      description: 'The numbers of arms and vehicles that take part, as reported.',
      ...quantitiesIn('EQUIPMENT'),
    }),
    durationDays: t.int({
      nullable: true,
      description: 'The duration in days; null if not stated.',
      ...detail(({ durationDays }) => durationDays),
    }),
    plannedBeforehand: t.field({
      type: Certainty,
      nullable: true,
      description:
        'The certainty that the exercise was planned before the event it appears to respond to; null if not stated.',
      ...detail(({ plannedBeforehand }) => plannedBeforehand),
    }),
  }),
})
