import pg from 'pg'

const AGAIN_MS = 1_000

/**
 * Hears a channel of PostgreSQL on a connection of its own, and connects again where that is lost.
 * @param url a postgres:// address
 * @param onBell is called for every notification, and when the connection stands again: some may have been missed
 * @param survive takes the errors of the connection
 * @returns ends it
 */
export function keepListening(
  url: string,
  channel: string,
  onBell: () => void,
  survive: (error: Error) => void,
): () => Promise<void> {
  let stopped = false
  let timer: NodeJS.Timeout | undefined
  let client: pg.Client | undefined
  const connect = async (): Promise<void> => {
    const mine = new pg.Client({ connectionString: url, application_name: 'dateline-changeListener', keepAlive: true })
    client = mine
    mine.on('error', survive)
    mine.on('notification', onBell)
    mine.on('end', again)
    try {
      await mine.connect()
      await mine.query(`listen ${pg.escapeIdentifier(channel)}`)
      onBell()
    } catch (error) {
      survive(error as Error)
      await mine.end().catch(() => undefined)
      again()
    }
  }
  const again = (): void => {
    if (stopped || timer !== undefined) return
    timer = setTimeout(() => {
      timer = undefined
      if (!stopped) void connect()
    }, AGAIN_MS)
    timer.unref()
  }
  void connect()
  return async () => {
    stopped = true
    clearTimeout(timer)
    await client?.end().catch(() => undefined)
  }
}
