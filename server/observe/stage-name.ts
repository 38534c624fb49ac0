import { LOAD_ORDER } from '../../schema/loaders/loader.ts'

const names = new Map<number, string>()
for (const [name, rank] of Object.entries(LOAD_ORDER)) {
  const others = names.get(rank)
  names.set(rank, others === undefined ? name : `${others}/${name}`)
}

/** The name of a load stage, such as ACTOR; stages of the same rank share a name. */
export function stageName(rank: number): string {
  return names.get(rank) ?? String(rank)
}
