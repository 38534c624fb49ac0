import { splitMoment } from '../../database/values/ids.ts'
import { MAX_MOMENTS } from '../builder/as-of-plugin.ts'

/**
 * Returns the moments of the ids in the arguments of `node`, `nodes`, `event` or `_entities`, or both moments of
 * `eventDiff`; undefined for the present. Each has statements of its own, for all its objects.
 */
export function momentsOf(args: Record<string, unknown>): (string | undefined)[] {
  const { id, ids, representations, from, to } = args
  if (typeof from === 'string') return [from, typeof to === 'string' ? to : undefined]
  const given: unknown[] = [id, ids, representations].flat().filter((item) => item !== undefined)
  const moments = given.map((item) => {
    const value = typeof item === 'object' && item !== null && 'id' in item ? item.id : item
    return typeof value === 'string' ? splitMoment(value).moment : undefined
  })
  return [...new Set(moments)].slice(0, MAX_MOMENTS + 1)
}
