/** A day as GDELT writes it (YYYYMMDD), as ISO 8601 does; undefined where it is none. */
export function dayOf(value: string | undefined): string | undefined {
  if (value === undefined || !/^\d{8}$/.test(value)) return undefined
  const day = `${value.slice(0, 4)}-${value.slice(4, 6)}-${value.slice(6)}`
  const time = Date.parse(day)
  return Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== day ? undefined : day
}

/** A moment as GDELT writes it (YYYYMMDDHHMMSS, in UTC; 1.0 has the day only), as ISO 8601 does; undefined where it is none. */
export function momentOf(value: string | undefined): string | undefined {
  const day = dayOf(value?.slice(0, 8))
  if (day === undefined || value === undefined) return undefined
  if (value.length === 8) return `${day}T00:00:00.000Z`
  const time = /^\d{14}$/.test(value) ? `${value.slice(8, 10)}:${value.slice(10, 12)}:${value.slice(12)}` : ''
  const moment = new Date(`${day}T${time}Z`)
  return Number.isNaN(moment.getTime()) ? undefined : moment.toISOString()
}

/** The day after a day. */
export function nextDay(day: string): string {
  return new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10)
}

/** How many days lie between two. */
export function daysBetween(one: string, other: string): number {
  return (Date.parse(other) - Date.parse(one)) / 86_400_000
}

/** A number; undefined where there is none or it is not one. */
export function numberOf(value: string | undefined): number | undefined {
  if (value === undefined) return undefined
  const number = Number(value)
  return Number.isFinite(number) ? number : undefined
}
