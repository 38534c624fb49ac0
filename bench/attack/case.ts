import { request } from 'node:http'
import { connect } from 'node:net'
import { WebSocket } from 'ws'

/** Where an attacker sends its requests, and from which of the loopback addresses. */
export interface Target {
  host: string
  port: number
  localAddress: string
}

/**
 * An attack and the outcome that it must have. An outcome is a status with the code of the first error, such as
 * `400 BAD_USER_INPUT`; `closed` if the service ends the connection without an answer; `waiting` if it waits for the
 * client. Under load, 429 and 503 are right for every case.
 */
export interface Case {
  name: string
  expected: RegExp
  run: (target: Target) => Promise<string>
}

export const REFUSED = /^400 BAD_USER_INPUT$/
export const TOO_COSTLY = /^400 QUERY_TOO_COSTLY$/
export const CLIENT_FAULT = /^4\d\d \w+$/
/** Cheap enough to be answered, or refused: both are right. */
export const ANSWERED_OR_REFUSED = /^(?:200|4\d\d \w+)$/
export const ANSWERED = /^200$/

const TIMEOUT_MS = 20_000
const JSON_HEADERS = {
  'content-type': 'application/json',
  accept: 'application/graphql-response+json, application/json',
}

export interface Sent {
  method?: string
  path?: string
  headers?: Record<string, string>
  body?: string | Buffer
}

/** Sends an HTTP request and returns its outcome. */
export function send(
  target: Target,
  { method = 'POST', path = '/graphql', headers = {}, body }: Sent,
): Promise<string> {
  return new Promise((resolve) => {
    const sent = request(
      {
        host: target.host,
        port: target.port,
        localAddress: target.localAddress,
        agent: false,
        method,
        path,
        headers: { ...JSON_HEADERS, ...headers },
      },
      (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => void chunks.push(chunk))
        response.on('end', () => resolve(outcomeOf(response.statusCode ?? 0, Buffer.concat(chunks).toString())))
        response.on('error', () => resolve('closed'))
      },
    )
    sent.setTimeout(TIMEOUT_MS, () => {
      resolve('waiting')
      sent.destroy()
    })
    sent.on('error', () => resolve('closed'))
    sent.end(body)
  })
}

function outcomeOf(status: number, body: string): string {
  try {
    const { errors } = JSON.parse(body) as { errors?: { extensions?: { code?: string } }[] }
    if (errors) return `${status} ${errors[0]?.extensions?.code ?? 'NO_CODE'}`
  } catch {
    // Pages and empty answers have no errors.
  }
  return String(status)
}

/** An operation as a case. */
export function operation(
  name: string,
  expected: RegExp,
  query: string,
  variables?: Record<string, unknown>,
  headers: Record<string, string> = {},
): Case {
  const body = JSON.stringify({ query, ...(variables && { variables }) })
  return { name, expected, run: (target) => send(target, { body, headers }) }
}

/** An HTTP request as a case. */
export function http(name: string, expected: RegExp, sent: Sent): Case {
  return { name, expected, run: (target) => send(target, sent) }
}

/**
 * Raw bytes as a case. The outcome is the status of the first answer.
 * @param waitMs how long to wait for an answer
 */
export function raw(name: string, expected: RegExp, bytes: string | Buffer, waitMs = TIMEOUT_MS): Case {
  return {
    name,
    expected,
    run: ({ host, port, localAddress }) =>
      new Promise((resolve) => {
        const socket = connect({ host, port, localAddress })
        let answer = ''
        const finish = (outcome: string) => {
          clearTimeout(timer)
          socket.destroy()
          resolve(outcome)
        }
        const timer = setTimeout(() => finish('waiting'), waitMs)
        socket.on('data', (chunk) => {
          answer += chunk.toString('latin1')
          const status = /^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1]
          if (status !== undefined) finish(status)
        })
        socket.on('error', () => finish('closed'))
        socket.on('close', () => finish('closed'))
        socket.write(bytes)
      }),
  }
}

/**
 * Messages over a WebSocket as a case. The outcome is `open`, the code of an error message, or the close code.
 * @param messages sent after the connection is acknowledged, unless `isRaw`
 */
export function socket(
  name: string,
  expected: RegExp,
  messages: (string | Buffer)[],
  {
    isRaw = false,
    headers = {},
    waitMs = 2_000,
  }: { isRaw?: boolean; headers?: Record<string, string>; waitMs?: number } = {},
): Case {
  return {
    name,
    expected,
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
        const timer = setTimeout(() => finish('open'), waitMs)
        const sendAll = () => {
          for (const message of messages) opened.send(message)
        }
        opened.on('open', () => (isRaw ? sendAll() : opened.send('{"type":"connection_init"}')))
        opened.on('message', (data) => {
          const { type, payload } = JSON.parse(String(data as Buffer)) as {
            type: string
            payload?: { extensions?: { code?: string } }[]
          }
          if (type === 'connection_ack') sendAll()
          if (type === 'error') finish(payload?.[0]?.extensions?.code ?? 'NO_CODE')
          if (type === 'complete') finish('complete')
        })
        opened.on('unexpected-response', (_request, response) => finish(String(response.statusCode)))
        opened.on('close', (code) => finish(`closed ${code}`))
        opened.on('error', () => finish('closed'))
      }),
  }
}
