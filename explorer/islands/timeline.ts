import { visit } from './visit.ts'

/** Lets a reader drag over the bars of a timeline: the list then shows the months from the first to the last. */
export function start(element: HTMLElement): void {
  const bars = [...element.querySelectorAll<SVGAElement>('a[data-month]')]
  const svg = element.querySelector('svg')
  if (!svg || bars.length < 2) return
  let first: number | undefined
  const mark = (last: number) => {
    const [from, to] = [Math.min(first ?? last, last), Math.max(first ?? last, last)]
    for (const [i, bar] of bars.entries()) bar.classList.toggle('chosen', i >= from && i <= to)
    return [bars[from]?.dataset['month'] ?? '', bars[to]?.dataset['month'] ?? ''] as const
  }
  // The nearest bar, because months without events have none.
  const indexAt = (x: number) => {
    const distances = bars.map((bar) => {
      const { left, right } = bar.getBoundingClientRect()
      return Math.abs((left + right) / 2 - x)
    })
    return distances.indexOf(Math.min(...distances))
  }
  svg.addEventListener('pointerdown', (event) => {
    event.preventDefault()
    first = indexAt(event.clientX)
    svg.setPointerCapture(event.pointerId)
    mark(first)
  })
  svg.addEventListener('pointermove', (event) => {
    if (first !== undefined) mark(indexAt(event.clientX))
  })
  svg.addEventListener('pointerup', (event) => {
    if (first === undefined) return
    const [from, to] = mark(indexAt(event.clientX))
    first = undefined
    const search = new URLSearchParams(location.search)
    search.set('from', from)
    search.set('to', to)
    search.delete('after')
    search.delete('before')
    void visit(`/events?${search}`)
  })
  svg.addEventListener('dragstart', (event) => event.preventDefault())
}
