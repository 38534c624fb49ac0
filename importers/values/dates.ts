/** Parses a GDELT day (YYYYMMDD) to YYYY-MM-DD; undefined if it is not a day of the calendar. */
export function parseDay(value: string | undefined): string | undefined {
  if (value === undefined || !/^\d{8}$/.test(value)) return undefined
  const day = `${value.slice(0, 4)}-${value.slice(4, 6)}-${value.slice(6)}`
  return isDay(day) ? day : undefined
}

/** True if a text is a day of the calendar, YYYY-MM-DD. */
export function isDay(text: string): boolean {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(text) : NaN
  return !Number.isNaN(time) && new Date(time).toISOString().slice(0, 10) === text
}

/**
 * Parses a GDELT time (YYYYMMDDHHMMSS, UTC; YYYYMMDD in version 1.0) to ISO 8601; undefined if it is not a time.
 */
export function parseMoment(value: string | undefined): string | undefined {
  const day = parseDay(value?.slice(0, 8))
  if (day === undefined || value === undefined) return undefined
  if (value.length === 8) return `${day}T00:00:00.000Z`
  const time = /^\d{14}$/.test(value) ? `${value.slice(8, 10)}:${value.slice(10, 12)}:${value.slice(12)}` : ''
  const moment = new Date(`${day}T${time}Z`)
  return Number.isNaN(moment.getTime()) ? undefined : moment.toISOString()
}

/** The next day, YYYY-MM-DD. */
export function nextDay(day: string): string {
  return new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10)
}

/** The number of days from one day to another; negative if `until` is earlier. */
export function daysBetween(from: string, until: string): number {
  return (Date.parse(until) - Date.parse(from)) / 86_400_000
}
