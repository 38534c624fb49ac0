import { placeNodes, type Network } from '../draw/network-layout.ts'

const SVG = 'http://www.w3.org/2000/svg'
const [WIDTH, HEIGHT] = [720, 420]
const MAX_LABEL = 26

/** Draws the actors of the table below as a network; the table stays, for readers without pictures. */
export function start(element: HTMLElement): void {
  const json = element.querySelector('script[data-name="network"]')?.textContent
  if (!json) return
  const network = JSON.parse(json) as Network
  const placed = placeNodes(network, WIDTH, HEIGHT)
  const [middle] = placed
  if (!middle) return
  const svg = make('svg', { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: 'network', 'aria-hidden': 'true' })
  for (const { x, y, count } of placed.slice(1)) {
    const width = String(1 + Math.log2(1 + count))
    svg.append(make('line', { x1: middle.x, y1: middle.y, x2: x, y2: y, class: 'link', 'stroke-width': width }))
  }
  for (const { id, name, count, radius, x, y } of placed) {
    const isMiddle = id === network.id
    const link = make('a', { href: `/actors/${id}`, tabindex: '-1' })
    const title = make('title', {})
    title.textContent = isMiddle ? name : `${name}: ${count}`
    const label = make('text', { x, y: y + radius + 12, class: 'label', 'text-anchor': 'middle' })
    label.textContent = name.length > MAX_LABEL ? `${name.slice(0, MAX_LABEL)}…` : name
    link.append(title, make('circle', { cx: x, cy: y, r: radius, class: isMiddle ? 'node middle' : 'node' }), label)
    svg.append(link)
  }
  element.append(svg)
}

function make(name: string, attributes: Readonly<Record<string, string | number>>): SVGElement {
  const element = document.createElementNS(SVG, name)
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value))
  return element
}
