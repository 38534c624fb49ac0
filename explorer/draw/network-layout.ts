import {
  forceCenter,
  forceCollide,
  forceLink,
  forceManyBody,
  forceSimulation,
  type SimulationNodeDatum,
} from 'd3-force'

/** An actor and those it took part in events with. */
export interface Network {
  id: string
  name: string
  nodes: readonly { id: string; name: string; count: number; kind: string }[]
}

export interface PlacedNode extends SimulationNodeDatum {
  id: string
  name: string
  /** The events together with the actor in the middle; 0 for that actor. */
  count: number
  kind: string
  radius: number
  x: number
  y: number
}

const STEPS = 240

/** Places the actors of a network: those with more events together are nearer to the middle. The same each time. */
export function placeNodes({ id, name, nodes }: Network, width: number, height: number): PlacedNode[] {
  const most = Math.max(1, ...nodes.map(({ count }) => count))
  const radiusOf = (count: number) => 6 + 12 * Math.sqrt(count / most)
  const middle: PlacedNode = { id, name, count: 0, kind: '', radius: 12, x: width / 2, y: height / 2 }
  const others = nodes.map((node, i): PlacedNode => {
    const angle = (i / Math.max(nodes.length, 1)) * 2 * Math.PI
    const distance = Math.min(width, height) / 3
    return {
      ...node,
      radius: radiusOf(node.count),
      x: middle.x + distance * Math.cos(angle),
      y: middle.y + distance * Math.sin(angle),
    }
  })
  const placed = [middle, ...others]
  const reach = Math.min(width, height) / 2.4
  forceSimulation(placed)
    .force('charge', forceManyBody().strength(-160))
    .force(
      'collide',
      forceCollide<PlacedNode>((node) => node.radius + 14),
    )
    .force('center', forceCenter(width / 2, height / 2))
    .force(
      'link',
      forceLink<PlacedNode, { source: PlacedNode; target: PlacedNode }>(
        others.map((node) => ({ source: middle, target: node })),
      ).distance(({ target }) => reach * (1.1 - 0.6 * Math.sqrt(target.count / most))),
    )
    .stop()
    .tick(STEPS)
  for (const node of placed) {
    node.x = Math.min(Math.max(node.x, node.radius + 2), width - node.radius - 2)
    node.y = Math.min(Math.max(node.y, node.radius + 2), height - node.radius - 16)
  }
  return placed
}
