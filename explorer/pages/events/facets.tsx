import type { EventList } from '../../documents/records.ts'
import { eventsPath, toggled, type Filter, type FilterList } from '../../request/filter.ts'
import { labelOf } from '../../words/enum-words.ts'
import { countWords } from '../../words/number-words.ts'

interface Choice {
  name: string
  count: number | undefined
  path: string
  isChosen: boolean
}

interface FacetsProps {
  filter: Filter
  events: EventList
  /** Whether the counts of other facets than the kinds follow. */
  isFirstStep: boolean
}

/** What the events can be narrowed to, each with its count; every choice is a link. */
export function Facets({ filter, events, isFirstStep }: FacetsProps) {
  const { kinds = [], certainties = [], realities = [], evidences = [], datasets = [] } = events
  const { actors, places, publishers = [] } = events
  const facets: [title: string, choices: Choice[]][] = [
    [
      'Kind',
      listChoices(
        filter,
        'kind',
        kinds.map(({ key, count }) => ({ value: key.kind, count })),
      ),
    ],
    [
      'Took place',
      listChoices(
        filter,
        'realis',
        realities.map(({ key, count }) => ({ value: key.realis, count })),
        REALIS,
      ),
    ],
    [
      'Evidence',
      listChoices(
        filter,
        'evidence',
        evidences.map(({ key, count }) => ({ value: key.evidence, count })),
        EVIDENCE,
      ),
    ],
    [
      'Certainty',
      listChoices(
        filter,
        'certainty',
        certainties.map(({ key, count }) => ({ value: key.certainty, count })),
      ),
    ],
    [
      'Dataset',
      listChoices(
        filter,
        'dataset',
        datasets.map(({ key: { dataset }, count }) => ({ value: dataset?.name ?? null, name: dataset?.title, count })),
      ),
    ],
    [
      'Actor',
      oneChoices(
        filter,
        'actor',
        (actors ?? []).map(({ key: { actor }, count }) => ({ value: actor?.id, name: actor?.name, count })),
      ),
    ],
    [
      'Place',
      oneChoices(
        filter,
        'place',
        (places ?? []).map(({ key: { place }, count }) => ({ value: place?.id, name: place?.name, count })),
      ),
    ],
    [
      'Publisher',
      listChoices(
        filter,
        'publisher',
        publishers.map(({ key: { publisher }, count }) => ({
          value: publisher?.id ?? null,
          name: publisher?.name,
          count,
        })),
      ),
    ],
  ]
  return (
    <aside class="facets" aria-label="Narrow down" aria-busy={isFirstStep ? 'true' : undefined}>
      {facets
        .filter(([, choices]) => choices.length > 0)
        .map(([title, choices]) => (
          <details open={choices.some(({ isChosen }) => isChosen) || title === 'Kind' || title === 'Took place'}>
            <summary>{title}</summary>
            <ul>
              {choices.map(({ name, count, path, isChosen }) => (
                <li>
                  <a href={path} aria-current={isChosen ? 'true' : undefined}>
                    <bdi>{name}</bdi> {count !== undefined && <span class="count">{countWords(count)}</span>}
                  </a>
                </li>
              ))}
            </ul>
          </details>
        ))}
      {!actors && (
        <p class="note">
          {isFirstStep
            ? 'Counting the rest …'
            : 'Too many events to count actors, places and publishers: narrow the filter down.'}
        </p>
      )}
    </aside>
  )
}

/** These can be added although no event of the present list has them: lists leave them out until they are named. */
const REALIS = ['ACTUAL', 'SCHEDULED', 'DESIRED', 'HYPOTHETICAL']
const EVIDENCE = ['QUOTED', 'LISTED', 'CODED']

function listChoices(
  filter: Filter,
  list: FilterList,
  rows: readonly { value: string | null; name?: string | undefined; count: number }[],
  others: readonly string[] = [],
): Choice[] {
  const known = rows.flatMap(({ value, name, count }) => (value === null ? [] : [{ value, name, count }]))
  const missing = [...others, ...filter[list]].filter((value) => !known.some((each) => each.value === value))
  return [...known, ...[...new Set(missing)].map((value) => ({ value, name: undefined, count: undefined }))].map(
    ({ value, name, count }) => ({
      name: name ?? labelOf(value),
      count,
      path: eventsPath(toggled(filter, list, value)),
      isChosen: filter[list].includes(value),
    }),
  )
}

function oneChoices(
  filter: Filter,
  name: 'actor' | 'place',
  rows: readonly { value: string | undefined; name: string | undefined; count: number }[],
): Choice[] {
  return rows.flatMap(({ value, name: text, count }) => {
    if (value === undefined || text === undefined) return []
    const isChosen = filter[name] === value
    return [{ name: text, count, path: eventsPath({ ...filter, [name]: isChosen ? undefined : value }), isChosen }]
  })
}
