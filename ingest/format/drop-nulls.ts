/** A null says as much as a field that is left out. */
export const known = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(known)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, each]) => each !== null && each !== undefined)
      .map(([name, each]) => [name, known(each)]),
  )
}
