import { searchOf, type Filter, type FilterText } from '../../request/filter.ts'
import { orderOf, ordersOf } from '../../request/where.ts'
import { labelOf } from '../../words/enum-words.ts'

/** The parts of a filter that are typed; the others stay as they are. */
const TYPED: readonly FilterText[] = ['q', 'from', 'to', 'order']

/** Search words, a window of time and the order: a form, so that it needs no script. */
export function FilterBar({ filter }: { filter: Filter }) {
  const kept = [...searchOf(filter)].filter(([name]) => !TYPED.some((typed) => typed === name))
  return (
    <form class="filter-bar" action="/events" aria-label="Filter">
      {kept.map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      <label>
        Words
        <input type="search" name="q" value={filter.q} maxLength={500} />
      </label>
      <label>
        From
        <input name="from" value={filter.from} placeholder="2016-04" size={10} />
      </label>
      <label>
        To
        <input name="to" value={filter.to} placeholder="2016-04-05" size={10} />
      </label>
      <label>
        Order
        <select name="order">
          {ordersOf(filter).map((order) => (
            <option value={order} selected={order === orderOf(filter)}>
              {ORDER_NAMES[order] ?? labelOf(order)}
            </option>
          ))}
        </select>
      </label>
      <button>Apply</button>
      <a href="/events">Clear</a>
    </form>
  )
}

const ORDER_NAMES: Readonly<Record<string, string>> = {
  OCCURRED_DESC: 'Newest first',
  OCCURRED_ASC: 'Oldest first',
  MENTION_COUNT_DESC: 'Most reported first',
  ORIGIN_COUNT_DESC: 'Most independent origins first',
  UPDATED_DESC: 'Last changed first',
  RELEVANCE: 'Best match first',
}
