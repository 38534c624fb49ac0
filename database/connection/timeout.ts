/**
 * Gives up on work that takes too long. The work itself goes on; only the waiting ends.
 * @param milliseconds how long to wait
 * @returns what the work gives
 * @throws {Error} where the time is over, or the work failed
 */
export async function withTimeout<Value>(milliseconds: number, work: Promise<Value>): Promise<Value> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`The database did not answer within ${milliseconds} ms`)), milliseconds)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}
