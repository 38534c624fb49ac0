import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach } from 'vitest'

const closers: (() => Promise<unknown>)[] = []
afterEach(async () => {
  await Promise.all(closers.splice(0).map((close) => close()))
})

/** Answers a request for a file otherwise than with the file. */
export type Fault = (response: ServerResponse, content: Buffer) => void

export const FAULTS = {
  'a 503': (response) => response.writeHead(503).end('busy'),
  'a cut connection': (response, content) => {
    response.writeHead(200, { 'content-length': content.length }).write(content.subarray(0, 50))
    setTimeout(() => response.destroy(), 20)
  },
  'a wrong byte': (response, content) => response.end(Buffer.from(content).fill(0, 40, 50)),
  'a truncated body': (response, content) => response.end(content.subarray(0, content.length / 2)),
} satisfies Record<string, Fault>

/** Serves files and file lists on loopback. `faults` holds the faults of a file's next responses. */
export async function serveFeed(files: Record<string, Buffer>) {
  const faults = new Map<string, Fault[]>()
  const missing = new Set<string>()
  const requestedNames: string[] = []
  let newest = ''
  const lineOf = (name: string) => {
    const content = files[name]!
    return `${content.length} ${createHash('md5').update(content).digest('hex')} http://data.gdeltproject.org/gdeltv2/${name}\n`
  }
  const listOf = (slice: string) =>
    Object.keys(files)
      .filter((name) => name.startsWith(slice))
      .map(lineOf)
      .join('')
  const server = createServer((request, response) => {
    const name = request.url!.slice('/gdeltv2/'.length)
    requestedNames.push(name)
    const lists: Record<string, string> = {
      'lastupdate.txt': listOf(newest),
      'masterfilelist.txt': `damaged line\n${listOf('')}`,
    }
    const content = name in lists ? Buffer.from(lists[name]!) : files[name]
    const fault = faults.get(name)?.shift()
    if (content === undefined || missing.has(name)) response.writeHead(404).end()
    else if (fault) fault(response, content)
    else response.end(content)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  closers.push(() => new Promise((done) => server.close(done)))
  return {
    baseUrl: new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/gdeltv2/`),
    faults,
    missing,
    requestedNames,
    publish: (slice: string) => {
      newest = slice
    },
  }
}
