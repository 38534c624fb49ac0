import { quantities, type QuantityRow } from '../../database/tables/quantity.ts'
import { builder } from '../builder/builder.ts'
import { enumType } from '../builder/enum-type.ts'
import { LOAD_ORDER, rowsBy } from '../loaders/loader.ts'
import { Event } from './event.ts'

export const Measure = enumType('Measure', 'What a number measures.', {
  FATALITIES: 'People killed.',
  INJURED: 'People injured.',
  PERSONNEL: 'People taking part.',
  EQUIPMENT: 'Arms, vehicles and other things taking part.',
  DISPLACED: 'People driven from their homes.',
  DURATION: 'How long it lasts.',
  MONEY: 'A sum of money.',
  OTHER: 'Anything else.',
})

const Approximation = enumType('Approximation', 'How a number is to be read.', {
  EXACT: 'As it stands.',
  ABOUT: 'Near it.',
  AT_LEAST: 'It or more.',
  AT_MOST: 'It or less.',
  RANGE: 'Between low and high.',
  VAGUE_PLURAL: 'A word such as "dozens", which has a least value and no best one.',
})

/** The numbers of an event, in the order of the report. */
export const quantitiesOfEvent = rowsBy(LOAD_ORDER.PART_OF_EVENT, quantities, quantities.eventId, [quantities.ordinal])

/** Whether low, best and high are in order as far as they are given. */
function isConsistent({ low, best, high }: QuantityRow): boolean {
  return (low ?? -Infinity) <= (best ?? high ?? Infinity) && (best ?? low ?? -Infinity) <= (high ?? Infinity)
}

export const Quantity = builder.objectRef<QuantityRow>('Quantity').implement({
  description: 'A number as it was reported. Numbers of different claims are never added up.',
  fields: (t) => ({
    measure: t.expose('measure', { type: Measure, description: 'What it measures.' }),
    of: t.exposeString('of', { nullable: true, description: 'What is counted, such as soldiers.' }),
    side: t.exposeString('side', { nullable: true, description: 'Of which side, where sides are told apart.' }),
    low: t.exposeFloat('low', { nullable: true, description: 'The least value, where given.' }),
    best: t.exposeFloat('best', { nullable: true, description: 'The likeliest value, where given.' }),
    high: t.exposeFloat('high', { nullable: true, description: 'The greatest value, where given.' }),
    approximation: t.expose('approximation', { type: Approximation, description: 'How the number is to be read.' }),
    unit: t.exposeString('unit', { nullable: true, description: 'The unit, such as day; null for a count.' }),
    text: t.exposeString('text', { nullable: true, description: "The article's own words." }),
    consistent: t.boolean({
      description: 'Whether low, best and high are in order; datasets have some that are not, and they are kept.',
      resolve: isConsistent,
    }),
  }),
})

builder.interfaceField(Event, 'quantities', (t) =>
  t.field({
    type: [Quantity],
    description: 'Its numbers, in the order of the report.',
    args: { measures: t.arg({ type: [Measure], description: 'Only of these measures.' }) },
    resolve: async ({ id }, { measures }, context) => {
      const all = await quantitiesOfEvent(context).load(id)
      return measures ? all.filter(({ measure }) => measures.includes(measure)) : all
    },
  }),
)
