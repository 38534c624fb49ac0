import type { EventKindName } from './event-kinds.ts'
import type { VIOLENCE_TYPES } from './kinds/armed-clash.ts'

interface ViolenceMeaning {
  violenceType: (typeof VIOLENCE_TYPES)[number]
  kind: EventKindName
  /** The kind from `MASS_VIOLENCE_DEATHS` deaths on, if it is another one. */
  deadlyKind?: EventKindName
  roles: readonly ['BELLIGERENT', 'BELLIGERENT'] | readonly ['PERPETRATOR', 'VICTIM']
}

/** From this number of deaths on, violence against civilians is MASS_VIOLENCE: UCDP's threshold of organized violence. */
export const MASS_VIOLENCE_DEATHS = 25

/** The only table of what type_of_violence becomes: the importer, the schema and the README are made from it. */
export const VIOLENCE_MEANINGS: Readonly<Partial<Record<number, ViolenceMeaning>>> = {
  1: { violenceType: 'STATE_BASED', kind: 'ARMED_CLASH', roles: ['BELLIGERENT', 'BELLIGERENT'] },
  2: { violenceType: 'NON_STATE', kind: 'ARMED_CLASH', roles: ['BELLIGERENT', 'BELLIGERENT'] },
  3: { violenceType: 'ONE_SIDED', kind: 'ATTACK', deadlyKind: 'MASS_VIOLENCE', roles: ['PERPETRATOR', 'VICTIM'] },
}

/** The types of violence of a kind, such as `1, 2`; undefined if there are none. */
export function violenceTypesOf(kind: EventKindName): string | undefined {
  const types = Object.entries(VIOLENCE_MEANINGS).flatMap(([type, meaning]) => {
    if (meaning?.kind === kind)
      return meaning.deadlyKind === undefined ? [type] : [`${type} with fewer than ${MASS_VIOLENCE_DEATHS} deaths`]
    return meaning?.deadlyKind === kind ? [`${type} from ${MASS_VIOLENCE_DEATHS} deaths on`] : []
  })
  return types.length === 0 ? undefined : types.join(', ')
}
