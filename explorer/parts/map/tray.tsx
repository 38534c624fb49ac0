import { countOf } from '../../words/number-words.ts'
import { Name } from '../name.tsx'

interface TrayProps {
  items: readonly { name: string; href?: string | undefined; count: number }[]
  /** The number of items that are listed, at most. */
  most: number
  /** The smallest count that is written beside an item. */
  leastCount?: number
}

/** What no shape of a map can show, with its counts. */
export function Tray({ items, most, leastCount = 1 }: TrayProps) {
  if (items.length === 0) return null
  const total = items.reduce((sum, { count }) => sum + count, 0)
  return (
    <details class="tray">
      <summary>Not on the map: {countOf(total, 'event')} without a place whose extent is known</summary>
      <ul>
        {items.slice(0, most).map(({ name, href, count }) => (
          <li>
            <Name href={href}>{name}</Name> {count >= leastCount && <span class="count">{count}</span>}
          </li>
        ))}
      </ul>
    </details>
  )
}
