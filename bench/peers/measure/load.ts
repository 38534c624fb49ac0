import { connect, type Socket } from 'node:net'

/** What a number of clients saw. */
export interface LoadResult {
  requests: number
  /** Answers that are not 200, or have errors. */
  failures: number
  seconds: number
  /** In milliseconds. */
  latencies: number[]
}

const ANSWER_MS = 60_000
const HEAD_END = '\r\n\r\n'
const CHUNKS_END = '\r\n0\r\n\r\n'

/** The bytes of an HTTP request. */
function requestOf(url: URL, body: string): Buffer {
  const head = [
    `POST ${url.pathname} HTTP/1.1`,
    `host: ${url.host}`,
    'content-type: application/json',
    'accept: application/json',
    `content-length: ${Buffer.byteLength(body)}`,
  ]
  return Buffer.from(head.join('\r\n') + HEAD_END + body)
}

/** Whether an answer has arrived to its end. There is one answer at a time on a connection. */
function isComplete(answer: Buffer): boolean {
  const headLength = answer.indexOf(HEAD_END)
  if (headLength < 0) return false
  const head = answer.toString('latin1', 0, headLength)
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1]
  if (length !== undefined) return answer.length >= headLength + HEAD_END.length + Number(length)
  return answer.subarray(-CHUNKS_END.length).equals(Buffer.from(CHUNKS_END))
}

/**
 * Sends requests on connections that stay open, on each the next one when the last is answered, until the time is over
 * and all answers have come. It speaks HTTP over plain sockets, because Node.js's client costs more than some servers.
 * @param bodies the bodies of the requests, in rotation; each connection begins elsewhere
 * @throws {Error} if a server closes a connection or does not answer within a minute
 */
export async function drive(
  url: string,
  bodies: readonly string[],
  connections: number,
  seconds: number,
): Promise<LoadResult> {
  const target = new URL(url)
  const requests = bodies.map((body) => requestOf(target, body))
  const result: LoadResult = { requests: 0, failures: 0, seconds: 0, latencies: [] }
  const started = performance.now()
  const end = started + seconds * 1000
  const clients = Array.from({ length: connections }, (_, i) => {
    const offset = Math.floor((i * requests.length) / connections)
    return runClient(connect(Number(target.port), target.hostname), requests, offset, end, result)
  })
  await Promise.all(clients)
  result.seconds = (performance.now() - started) / 1000
  return result
}

function runClient(
  socket: Socket,
  requests: readonly Buffer[],
  offset: number,
  end: number,
  result: LoadResult,
): Promise<void> {
  return new Promise((resolve, reject) => {
    let next = offset
    let sentAt = 0
    let answer: Buffer | undefined
    const send = () => {
      answer = undefined
      sentAt = performance.now()
      const request = requests[next++ % requests.length]
      if (request !== undefined) socket.write(request)
    }
    const fail = (problem: string) => {
      socket.destroy()
      reject(new Error(problem))
    }
    socket.setNoDelay(true)
    socket.setTimeout(ANSWER_MS, () => fail(`There was no answer within ${ANSWER_MS / 1000} s.`))
    socket.once('error', ({ message }) => fail(message))
    socket.once('end', () => fail('The server closed the connection.'))
    socket.once('connect', send)
    socket.on('data', (chunk: Buffer) => {
      answer = answer === undefined ? chunk : Buffer.concat([answer, chunk])
      if (!isComplete(answer)) return
      const now = performance.now()
      result.requests++
      result.latencies.push(now - sentAt)
      if (!answer.includes('HTTP/1.1 200 ') || answer.includes('"errors":')) result.failures++
      if (now < end) return send()
      socket.removeAllListeners('end')
      socket.end()
      resolve()
    })
  })
}
