import { enumType } from '../builder/enum-type.ts'
import { MAX_BUCKETS } from './time-buckets.ts'

export const GroupReading = enumType(
  'GroupReading',
  'How groups by DAY, WEEK, MONTH or YEAR count an event whose time is not known to lie within one of these buckets: one that lasted longer, or whose time is known only roughly. Other dimensions are not affected.',
  {
    CERTAINLY:
      'Each event counts once: in the bucket that its whole time lies within, else in a group without a bucket, whose `timeFit` is LONGER or UNKNOWN. The counts of all groups add up to those of the list.',
    POSSIBLY: `Each event counts in every bucket that its time overlaps: a count is the most that can have happened there, and counts do not add up. An event that overlaps more than ${MAX_BUCKETS.toLocaleString('en')} buckets, or whose time is open at an end, counts in a group without a bucket.`,
    START:
      'Each event counts once, in the bucket in which its time starts. The counts of a bucket include events, and all their fatalities, that reach far beyond it.',
  },
)

export const TimeFit = enumType('TimeFit', 'How the events of a group fit buckets of time.', {
  IN_BUCKET:
    'The events lie in the bucket of the key: wholly with the reading CERTAINLY, possibly with POSSIBLY, with their start with START.',
  LONGER: `The time of the events reaches beyond one bucket, or is open at an end; with the reading POSSIBLY, beyond ${MAX_BUCKETS.toLocaleString('en')}. The key is null in the dimensions of time whose buckets are too small.`,
  UNKNOWN: 'The time of the events is unknown; with the reading START, their start is. The key is null in all times.',
})
