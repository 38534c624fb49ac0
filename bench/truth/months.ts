/** The months from the first to the last of two days, such as 2016-04. */
export function monthsOf([first, last]: readonly [string, string]): string[] {
  const [start, end] = [first, last].map((day) => 12 * Number(day.slice(0, 4)) + Number(day.slice(5, 7)) - 1)
  return Array.from({ length: Number(end) - Number(start) + 1 }, (_each, i) => {
    const month = Number(start) + i
    return `${String(Math.floor(month / 12)).padStart(4, '0')}-${String((month % 12) + 1).padStart(2, '0')}`
  })
}
