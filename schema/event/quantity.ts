import { quantities, type QuantityRow } from '../../database/tables/quantity.ts'
import { builder } from '../builder/builder.ts'
import type { Context } from '../builder/context.ts'
import { enumType } from '../builder/enum-type.ts'
import { LOAD_ORDER, rowsBy } from '../loaders/loader.ts'
import { after, type MaybePromise } from '../loaders/maybe-promise.ts'
import { load } from '../prefetch/relation.ts'
import { Event } from './event.ts'

export const Measure = enumType('Measure', 'The measure of a quantity.', {
  FATALITIES: 'People killed.',
  INJURED: 'People injured.',
  PERSONNEL: 'People taking part.',
  EQUIPMENT: 'Arms, vehicles and other things taking part.',
  DISPLACED: 'People displaced from their homes.',
  DURATION: 'The duration of the event.',
  MONEY: 'A sum of money.',
  OTHER: 'Any other measure.',
})

const Approximation = enumType('Approximation', 'How a reported number is approximated.', {
  EXACT: 'The number is exact.',
  ABOUT: 'The number is about this.',
  AT_LEAST: 'The number is this or more.',
  AT_MOST: 'The number is this or less.',
  RANGE: 'The number is between `low` and `high`.',
  VAGUE_PLURAL: 'A word such as "dozens", which has a lowest value and no best estimate.',
})

/** The quantities of an event, in the order of the report. */
const quantitiesOfEvent = rowsBy(LOAD_ORDER.PART_OF_EVENT, quantities, quantities.eventId, [quantities.ordinal])

/** Whether the stated ones of low, best and high are in ascending order. */
function isConsistent({ low, best, high }: QuantityRow): boolean {
  return (low ?? -Infinity) <= (best ?? high ?? Infinity) && (best ?? low ?? -Infinity) <= (high ?? Infinity)
}

/** The options of a field with the quantities of an event that have a measure. */
export function quantitiesIn(measure: QuantityRow['measure']) {
  return {
    reads: ['id'] as const,
    loads: [load(quantitiesOfEvent, 'id')],
    resolve: ({ id }: { id: string }, _args: object, context: Context): MaybePromise<QuantityRow[]> =>
      after(quantitiesOfEvent(context).load(id), (rows) => rows.filter((row) => row.measure === measure)),
  }
}

export const Quantity = builder.objectRef<QuantityRow>('Quantity').implement({
  description: 'A number as it was reported. Numbers of different claims are never summed.',
  fields: (t) => ({
    measure: t.expose('measure', { type: Measure, description: 'The measure.' }),
    of: t.exposeString('of', {
      nullable: true,
      description: 'The counted things, such as soldiers; null if not stated.',
    }),
    side: t.exposeString('side', {
      nullable: true,
      description: 'The side that the number is about; null for the event as a whole.',
    }),
    low: t.exposeFloat('low', { nullable: true, description: 'The lowest value; null if not stated.' }),
    best: t.exposeFloat('best', { nullable: true, description: 'The best estimate; null if not stated.' }),
    high: t.exposeFloat('high', { nullable: true, description: 'The highest value; null if not stated.' }),
    approximation: t.expose('approximation', { type: Approximation, description: 'How the number is approximated.' }),
    unit: t.exposeString('unit', { nullable: true, description: 'The unit, such as day; null for a count.' }),
    text: t.exposeString('text', { nullable: true, description: "The article's own words; null if there are none." }),
    consistent: t.boolean({
      description:
        'Whether `low`, `best` and `high` are in ascending order. Some datasets have numbers that are not; they are stored as they are.',
      resolve: isConsistent,
    }),
  }),
})

builder.interfaceField(Event, 'quantities', (t) =>
  t.field({
    type: [Quantity],
    description: 'The quantities of the event, in the order of the report.',
    args: { measures: t.arg({ type: [Measure], description: 'Only quantities of these measures.' }) },
    reads: ['id'],
    loads: [load(quantitiesOfEvent, 'id')],
    resolve: ({ id }, { measures }, context) =>
      after(quantitiesOfEvent(context).load(id), (rows) =>
        measures ? rows.filter(({ measure }) => measures.includes(measure)) : rows,
      ),
  }),
)
