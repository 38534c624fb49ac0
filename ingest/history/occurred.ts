import type { events } from '../../database/tables/event.ts'

type TimeColumns = Pick<typeof events.$inferInsert, 'edtf' | 'earliest' | 'latest' | 'timePrecision' | 'timeBasis'>

const momentOf = (value: string | null | undefined): string | null =>
  value === null || value === undefined ? null : new Date(value).toISOString()

/** @returns the time of an event as its history has it: in values that can be compared and kept */
export const occurredOf = (event: TimeColumns): Record<string, string | null> => ({
  edtf: event.edtf,
  earliest: momentOf(event.earliest),
  latest: momentOf(event.latest),
  precision: event.timePrecision,
  basis: event.timeBasis,
})
