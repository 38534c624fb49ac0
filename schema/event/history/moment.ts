import { builder } from '../../builder/builder.ts'
import { referenced } from '../../prefetch/relation.ts'
import { Event, eventLoader } from '../event.ts'

builder.interfaceField(Event, 'asOf', (t) =>
  t.field({
    type: 'DateTime',
    nullable: true,
    description:
      'The moment as of which this is the event, from the argument `asOf` or from the id; null for the present.',
    reads: [],
    resolve: (_event, _args, { asOf }) => asOf,
  }),
)

builder.interfaceField(Event, 'current', (t) =>
  t.field({
    type: Event,
    readsPresent: true,
    description: 'The event in its present state, under its id without a moment; the event itself if `asOf` is null.',
    ...referenced(eventLoader, 'id'),
  }),
)
