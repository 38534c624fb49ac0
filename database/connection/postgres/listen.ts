import pg from 'pg'

const RECONNECT_MS = 1_000

/**
 * Listens to a channel of PostgreSQL on a connection of its own, and reconnects when the connection is lost.
 * @param onNotify called for every notification and after every reconnection, because notifications may have been
 * missed
 * @returns a function that stops listening
 */
export function keepListening(
  url: string,
  channel: string,
  onNotify: () => void,
  onConnectionError: (error: Error) => void,
): () => Promise<void> {
  let isStopped = false
  let timer: NodeJS.Timeout | undefined
  let client: pg.Client | undefined
  const connect = async (): Promise<void> => {
    const connecting = new pg.Client({
      connectionString: url,
      application_name: 'dateline-change-listener',
      keepAlive: true,
    })
    client = connecting
    connecting.on('error', onConnectionError)
    connecting.on('notification', onNotify)
    connecting.on('end', scheduleReconnect)
    try {
      await connecting.connect()
      await connecting.query(`listen ${pg.escapeIdentifier(channel)}`)
      onNotify()
    } catch (error) {
      onConnectionError(error as Error)
      await connecting.end().catch(() => undefined)
      scheduleReconnect()
    }
  }
  const scheduleReconnect = (): void => {
    if (isStopped || timer !== undefined) return
    timer = setTimeout(() => {
      timer = undefined
      if (!isStopped) void connect()
    }, RECONNECT_MS)
    timer.unref()
  }
  void connect()
  return async () => {
    isStopped = true
    clearTimeout(timer)
    await client?.end().catch(() => undefined)
  }
}
