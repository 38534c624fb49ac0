/** The filter of the list of events, as it stands in the address: each name is a parameter. */
export interface Filter {
  /** Search words. */
  q: string | undefined
  kind: readonly string[]
  certainty: readonly string[]
  realis: readonly string[]
  evidence: readonly string[]
  dataset: readonly string[]
  publisher: readonly string[]
  actor: string | undefined
  place: string | undefined
  storyline: string | undefined
  /** The first and the last day, or month or year, of the window. */
  from: string | undefined
  to: string | undefined
  /** West, south, east and north, in degrees. */
  box: string | undefined
  order: string | undefined
}

const LISTS = ['kind', 'certainty', 'realis', 'evidence', 'dataset', 'publisher'] as const
const TEXTS = ['q', 'actor', 'place', 'storyline', 'from', 'to', 'box', 'order'] as const

export type FilterList = (typeof LISTS)[number]
export type FilterText = (typeof TEXTS)[number]

/** Reads the filter from the parameters of an address; an empty parameter is none. */
export function readFilter(search: URLSearchParams): Filter {
  const text = (name: FilterText) => search.get(name)?.trim() || undefined
  const list = (name: FilterList) => [...new Set(search.getAll(name).filter(Boolean))]
  return {
    q: text('q'),
    actor: text('actor'),
    place: text('place'),
    storyline: text('storyline'),
    from: text('from'),
    to: text('to'),
    box: text('box'),
    order: text('order'),
    kind: list('kind'),
    certainty: list('certainty'),
    realis: list('realis'),
    evidence: list('evidence'),
    dataset: list('dataset'),
    publisher: list('publisher'),
  }
}

/** The parameters of a filter, in one order, so that one view has one address. */
export function searchOf(filter: Filter): URLSearchParams {
  const search = new URLSearchParams()
  for (const name of TEXTS) if (filter[name] !== undefined) search.set(name, filter[name])
  for (const name of LISTS) for (const value of filter[name].toSorted()) search.append(name, value)
  return search
}

/** The address of the list of events with a filter. */
export function eventsPath(filter: Partial<Filter>): string {
  const search = searchOf({ ...readFilter(new URLSearchParams()), ...filter }).toString()
  return search === '' ? '/events' : `/events?${search}`
}

/** The filter with one value of a list added, or removed if it has it. */
export function toggled(filter: Filter, name: FilterList, value: string): Filter {
  const values = filter[name]
  return { ...filter, [name]: values.includes(value) ? values.filter((each) => each !== value) : [...values, value] }
}
