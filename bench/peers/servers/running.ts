import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Peer } from './peer.ts'
import { obstacleOf, WORKING_FOLDER } from './peers.ts'

/** A server that runs. */
export interface RunningPeer {
  peer: Peer
  url: string
  pid: number
}

const START_MS = 120_000
const children = new Set<ChildProcess>()
let isStopping = false

/**
 * Starts a server in a process of its own and waits until it listens. Its log goes to a file.
 * @throws {Error} if it cannot be started; the message says why
 */
export async function startPeer(peer: Peer, databaseUrl: string, logFolder: string): Promise<RunningPeer> {
  const obstacle = obstacleOf(peer)
  if (obstacle !== undefined) throw new Error(obstacle)
  if (isStopping) throw new Error('the benchmark is stopping')
  const logFile = join(logFolder, `${peer.name}.log`)
  const log = openSync(logFile, 'w')
  // oxlint-disable-next-line node/no-process-env -- the benchmarks are commands of their own
  const { PATH } = process.env
  const child = spawn(peer.program ?? process.execPath, peer.args, {
    cwd: WORKING_FOLDER,
    env: { PATH, NODE_ENV: 'production', DATABASE_URL: databaseUrl, ...peer.environment },
    stdio: ['pipe', 'pipe', log],
  })
  closeSync(log)
  children.add(child)
  const url = await addressOf(child, logFile)
  if (child.pid === undefined) throw new Error('Its process has no id.')
  return { peer, url, pid: child.pid }
}

function addressOf(child: ChildProcess, logFile: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const fail = (problem: string) => {
      clearTimeout(timer)
      reject(new Error(`${problem}: ${readFileSync(logFile, 'utf8').slice(-600).trim()}`))
    }
    const timer = setTimeout(() => fail('it did not listen in time'), START_MS)
    child.once('error', ({ message }) => fail(message))
    child.once('exit', () => fail('it ended before it listened'))
    let output = ''
    child.stdout?.on('data', (chunk: Buffer) => {
      if (output.length > 10_000) return
      output += chunk.toString()
      const url = /serves at (\S+)\s/.exec(output)?.[1]
      if (url === undefined) return
      clearTimeout(timer)
      resolve(url)
    })
  })
}

/** Kills all servers that were started, and waits for their ends. No other one can be started. */
export async function stopPeers(): Promise<void> {
  isStopping = true
  await Promise.all(
    [...children].map(async (child) => {
      children.delete(child)
      if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
      const ended = once(child, 'exit')
      child.kill('SIGKILL')
      await ended
    }),
  )
}
