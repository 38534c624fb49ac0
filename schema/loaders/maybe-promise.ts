/** A value that is at hand, or a promise of it. */
export type MaybePromise<Value> = Value | Promise<Value>

/** Uses a value at once if it is at hand. `await` would cost a promise, and a turn of the event loop, for each row. */
export function after<Value, Result>(
  value: MaybePromise<Value>,
  use: (value: Value) => MaybePromise<Result>,
): MaybePromise<Result> {
  return value instanceof Promise ? value.then(use) : use(value)
}

/** @returns undefined for a promise, whose error is left to those who wait for it */
export function atHand<Value>(value: MaybePromise<Value>): Value | undefined {
  if (!(value instanceof Promise)) return value
  value.catch(() => undefined)
  return undefined
}

/** The values of several loads, in their order: at once if all are at hand. */
export function allOf<Values extends readonly unknown[] | []>(
  values: Values,
): MaybePromise<{ -readonly [Index in keyof Values]: Awaited<Values[Index]> }> {
  if (values.some((value) => value instanceof Promise)) return Promise.all(values)
  return values as { -readonly [Index in keyof Values]: Awaited<Values[Index]> }
}
