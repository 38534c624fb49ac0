import { IMPORTED_DATASETS, type Scope } from '../../database/tables/enums.ts'
import { showValue } from '../../database/values/show-value.ts'
import type { Caller } from './context.ts'
import { clientError } from './errors.ts'

/** What a write changes. */
export type Action = Exclude<Scope, 'read'>

/**
 * The dataset that a write changes, or `shared` for an object that belongs to no dataset: an actor, a place, an article
 * or a storyline.
 */
export type DatasetRight = { name: string; isImported: boolean } | 'shared'

/** @returns the dataset with a name, which need not be stored yet */
export function datasetNamed(name: string): Exclude<DatasetRight, 'shared'> {
  return { name, isImported: IMPORTED_DATASETS.some((imported) => imported === name) }
}

/** @returns whether a caller has a scope; `admin` includes every scope */
export function hasScope({ scopes }: Caller, scope: Scope): boolean {
  return scopes.includes(scope) || scopes.includes('admin')
}

/**
 * The only place that decides who may change what: every mutation calls it, for a stored object in the transaction of
 * the change.
 * @throws {GraphQLError} FORBIDDEN if the caller lacks the scope, or the scope for the dataset
 */
export function assertMay(caller: Caller, action: Action, dataset: DatasetRight): void {
  const { scopes, datasets } = caller
  if (scopes.includes('admin')) return
  if (!scopes.includes(action)) throw forbidden(caller, `does not have the scope ${action}`)
  if (dataset === 'shared') {
    if (datasets !== '*') {
      throw forbidden(caller, `may not change what all datasets share: that needs ${action} with the datasets "*"`)
    }
    return
  }
  const name = showValue(dataset.name)
  if (dataset.isImported) {
    throw forbidden(caller, `may not change the dataset ${name}: only its importer and the scope admin change it`)
  }
  if (datasets !== '*' && !datasets.includes(dataset.name)) {
    throw forbidden(caller, `may not change the dataset ${name}`)
  }
}

/**
 * Decides whether a caller may merge events, or split them again. Imported events may be merged into an event of a
 * dataset of the caller.
 * @param target the dataset of the event that remains
 * @param merged the datasets of the other events
 * @throws {GraphQLError} FORBIDDEN
 */
export function assertMayMerge(caller: Caller, target: DatasetRight, merged: readonly DatasetRight[]): void {
  assertMay(caller, 'merge', target)
  for (const dataset of merged) {
    if (dataset === 'shared' || !dataset.isImported) assertMay(caller, 'merge', dataset)
  }
}

const MAX_SHOWN = 80
const MAX_DATASETS_SHOWN = 10

function forbidden({ id, scopes, datasets }: Caller, problem: string) {
  const shown = datasets === '*' ? ['*'] : datasets.slice(0, MAX_DATASETS_SHOWN).map((name) => showValue(name))
  const names = [...shown, ...(datasets.length > shown.length ? ['…'] : [])].join(', ')
  const rights = `It has the scopes ${scopes.join(', ') || '(none)'} and the datasets ${names || '(none)'}.`
  return clientError('FORBIDDEN', `${id.slice(0, MAX_SHOWN)} ${problem}. ${rights}`)
}
