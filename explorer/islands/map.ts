import { visit } from './visit.ts'

const SVG = 'http://www.w3.org/2000/svg'
/** A shorter way of the pointer is a click on a cell. */
const MIN_PIXELS = 6

/** Lets a reader draw a rectangle on the map: the list, the map and the timeline then show the events in it. */
export function start(element: HTMLElement): void {
  const svg = element.querySelector<SVGSVGElement>('svg[data-box]')
  const [west = NaN, south = NaN, east = NaN, north = NaN] = (svg?.dataset['box'] ?? '').split(',').map(Number)
  if (!svg || Number.isNaN(west + south + east + north)) return
  const rectangle = document.createElementNS(SVG, 'rect')
  rectangle.setAttribute('class', 'brush')
  svg.append(rectangle)
  let from: DOMPoint | undefined
  let hasMoved = false
  const pointAt = ({ clientX, clientY }: PointerEvent) =>
    new DOMPoint(clientX, clientY).matrixTransform(svg.getScreenCTM()?.inverse())
  const draw = (to: DOMPoint) => {
    if (!from) return
    rectangle.setAttribute('x', String(Math.min(from.x, to.x)))
    rectangle.setAttribute('y', String(Math.min(from.y, to.y)))
    rectangle.setAttribute('width', String(Math.abs(from.x - to.x)))
    rectangle.setAttribute('height', String(Math.abs(from.y - to.y)))
  }
  svg.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return
    from = pointAt(event)
    hasMoved = false
  })
  svg.addEventListener('pointermove', (event) => {
    if (!from) return
    const to = pointAt(event)
    if (!hasMoved && Math.hypot(to.x - from.x, to.y - from.y) < MIN_PIXELS) return
    hasMoved = true
    svg.setPointerCapture(event.pointerId)
    draw(to)
  })
  svg.addEventListener('pointerup', (event) => {
    const [start, to] = [from, pointAt(event)]
    from = undefined
    if (!start || !hasMoved) return
    const { width, height } = svg.viewBox.baseVal
    const longitude = (x: number) => clamp(west + (x / width) * (east - west), west, east)
    const latitude = (y: number) => clamp(north - (y / height) * (north - south), south, north)
    const box = [
      longitude(Math.min(start.x, to.x)),
      latitude(Math.max(start.y, to.y)),
      longitude(Math.max(start.x, to.x)),
      latitude(Math.min(start.y, to.y)),
    ].map((degrees) => Math.round(degrees * 1000) / 1000)
    const search = new URLSearchParams(location.search)
    search.set('box', box.join())
    search.delete('after')
    search.delete('before')
    void visit(`/events?${search}`)
  })
  // A rectangle that ends on a cell is no click on it.
  svg.addEventListener('click', (event) => {
    if (hasMoved) event.preventDefault()
  })
  svg.addEventListener('dragstart', (event) => event.preventDefault())
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most)
}
