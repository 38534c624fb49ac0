import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Case } from './case.ts'

const TIMEOUT_MS = 20_000

export interface RawOptions {
  /** How long to wait for an answer. */
  waitMs?: number
  /** Pauses after each byte. */
  pauseMs?: number
  /** Waits for the end of the connection after the answer: the outcome is the status and `closed`. */
  untilClosed?: boolean
  /** How many requests the bytes are. */
  requests?: number
}

/** Raw bytes as a case. The outcome is the status of the first answer. */
export function raw(
  name: string,
  expected: readonly string[],
  bytes: string | Buffer,
  { waitMs = TIMEOUT_MS, pauseMs = 0, untilClosed = false, requests = 1 }: RawOptions = {},
): Case {
  return {
    name,
    expected,
    requests,
    run: ({ host, port, localAddress }) =>
      new Promise((resolve) => {
        const socket = connect({ host, port, localAddress })
        let answer = ''
        const statusOf = () => /^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1]
        const finish = (outcome: string) => {
          clearTimeout(timer)
          socket.destroy()
          resolve(outcome)
        }
        const timer = setTimeout(() => finish(statusOf() ?? 'waiting'), waitMs)
        socket.on('data', (chunk) => {
          if (answer.length < 100) answer += chunk.toString('latin1')
          const status = statusOf()
          if (status !== undefined && !untilClosed) finish(status)
        })
        const onEnd = () => finish([statusOf(), 'closed'].filter((part) => part !== undefined).join(' '))
        socket.on('error', onEnd)
        socket.on('close', onEnd)
        if (pauseMs === 0) socket.write(bytes)
        else void writeSlowly(socket, Buffer.from(bytes), pauseMs)
      }),
  }
}

async function writeSlowly(socket: ReturnType<typeof connect>, bytes: Buffer, pauseMs: number): Promise<void> {
  for (const byte of bytes) {
    if (socket.destroyed) return
    socket.write(Buffer.from([byte]))
    await sleep(pauseMs)
  }
}
