import { placeNodes, type Network } from '../../draw/network-layout.ts'

const [WIDTH, HEIGHT] = [720, 420]
const MAX_LABEL = 26

/** The actors of the table below as a network, which readers without pictures need not have. */
export function NetworkDrawing({ network }: { network: Network }) {
  const placed = placeNodes(network, WIDTH, HEIGHT)
  const [middle] = placed
  if (!middle) return null
  return (
    <svg class="network" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
      {placed.slice(1).map(({ x, y, count }) => (
        <line
          class="link"
          x1={round(middle.x)}
          y1={round(middle.y)}
          x2={round(x)}
          y2={round(y)}
          stroke-width={round(1 + Math.log2(1 + count))}
        />
      ))}
      {placed.map(({ id, name, count, radius, x, y }) => {
        const isMiddle = id === network.id
        return (
          <a href={`/actors/${id}`} tabIndex={-1}>
            <title>{isMiddle ? name : `${name}: ${count}`}</title>
            <circle class={isMiddle ? 'node middle' : 'node'} cx={round(x)} cy={round(y)} r={round(radius)} />
            <text class="label" x={round(x)} y={round(y + radius + 12)} text-anchor="middle">
              {name.length > MAX_LABEL ? `${name.slice(0, MAX_LABEL)}…` : name}
            </text>
          </a>
        )
      })}
    </svg>
  )
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
