import { WebSocket } from 'ws'
import type { Case } from './case.ts'

export interface SocketOptions {
  /** Sends the messages without the handshake of the protocol. */
  isRaw?: boolean
  /** Does not read the answers. */
  isUnread?: boolean
  headers?: Record<string, string>
}

const QUIET_MS = 2_000
const TIMEOUT_MS = 20_000

interface Message {
  type: string
  payload?: { extensions?: { code?: string } }[] | { errors?: { extensions?: { code?: string } }[] }
}

/**
 * Messages over a WebSocket as a case. The outcome is the code of the first error, `complete` if an operation ends
 * without one, the status of a refused connection, the close code, or `open` if nothing happens.
 * @param messages sent after the connection is acknowledged, unless `isRaw`
 */
export function socket(
  name: string,
  expected: readonly string[],
  messages: readonly (string | Buffer)[],
  { isRaw = false, isUnread = false, headers = {} }: SocketOptions = {},
): Case {
  return {
    name,
    expected,
    requests: Math.max(1, messages.length),
    run: ({ host, port, localAddress }) =>
      new Promise((resolve) => {
        const opened = new WebSocket(`ws://${host}:${port}/graphql`, 'graphql-transport-ws', { localAddress, headers })
        let isSettled = false
        const finish = (outcome: string) => {
          if (isSettled) return
          isSettled = true
          clearTimeout(timer)
          opened.terminate()
          resolve(outcome)
        }
        // Under load, an answer may take long.
        const waitMs = expected.includes('open') ? QUIET_MS : TIMEOUT_MS
        const timer = setTimeout(() => finish('open'), waitMs)
        const sendAll = () => {
          for (const message of messages) opened.send(message)
        }
        opened.on('open', () => (isRaw ? sendAll() : opened.send('{"type":"connection_init"}')))
        opened.on('message', (data) => {
          const message = JSON.parse(String(data as Buffer)) as Message
          if (message.type === 'connection_ack') {
            sendAll()
            if (isUnread) opened.pause()
          }
          const code = codeOf(message)
          if (code !== undefined) finish(code)
          if (message.type === 'complete') finish('complete')
        })
        opened.on('unexpected-response', (_request, response) => finish(String(response.statusCode)))
        opened.on('close', (code) => finish(`closed ${code}`))
        opened.on('error', () => finish('closed'))
      }),
  }
}

/** The code of the first error: of an invalid operation, or of the result of a valid one. */
function codeOf({ type, payload }: Message): string | undefined {
  const errors = Array.isArray(payload) ? payload : payload?.errors
  if (errors === undefined || !['error', 'next'].includes(type)) return undefined
  return errors[0]?.extensions?.code ?? 'NO_CODE'
}
