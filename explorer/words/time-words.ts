/** The time of an event, as the graph has it. */
export interface Occurred {
  edtf: string
  earliest?: string | null
  latest?: string | null
  precision: string
  text?: string | null
}

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]

/** When an event took place, as precisely as it is known and no more: "5 April 2016", "from 2 April 2016, end not known". */
export function timeWords({ edtf, earliest, latest, precision }: Occurred): string {
  if (precision === 'UNKNOWN' || /^X+(-X+)*$/.test(edtf)) return 'time not known'
  if ((precision === 'HOUR' || precision === 'INSTANT') && earliest?.includes('T')) return clockWords(earliest, latest)
  const [start = '', end] = edtf.split('/')
  const part =
    precision === 'PART_OF_DAY' ? ', at a part of the day' : precision === 'WEEK' ? ', known to the week' : ''
  if (end === undefined) return dateWords(start) + part
  if (isOpen(end)) return `from ${dateWords(start)}, end not known`
  if (isOpen(start)) return `until ${dateWords(end)}, start not known`
  return `${dateWords(start)} to ${dateWords(end)}${part}`
}

function isOpen(date: string): boolean {
  return date === '' || date === '..'
}

/** A date of EDTF in words; what is not a plain date stays as it is, which is exact. */
export function dateWords(date: string): string {
  const [, year, month, day] = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?:T.*)?$/.exec(date) ?? []
  if (year === undefined) return date
  const monthName = MONTHS[Number(month) - 1]
  if (monthName === undefined) return year
  return day === undefined ? `${monthName} ${year}` : `${Number(day)} ${monthName} ${year}`
}

/** A moment in words, in UTC: "5 April 2016, 08:00 UTC". */
export function momentWords(moment: string): string {
  const time = /T(\d\d:\d\d)/.exec(moment)?.[1]
  return time === undefined ? dateWords(moment) : `${dateWords(moment)}, ${time} UTC`
}

function clockWords(earliest: string, latest: string | null | undefined): string {
  if (!latest || latest === earliest) return momentWords(earliest)
  const [day, lastDay] = [earliest.slice(0, 10), latest.slice(0, 10)]
  if (day !== lastDay) return `${momentWords(earliest)} to ${momentWords(latest)}`
  return `${dateWords(day)}, ${earliest.slice(11, 16)} to ${latest.slice(11, 16)} UTC`
}
