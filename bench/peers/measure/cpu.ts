import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import type pg from 'pg'

/** The times of a process from `/proc`, in microseconds of CPU. */
interface ProcessTimes {
  parent: number
  own: number
  /** That of its children that have ended. */
  endedChildren: number
}

function microsecondsPerTick(): number {
  return 1_000_000 / Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }))
}

const MICROSECONDS_PER_TICK = microsecondsPerTick()

/** @returns undefined if there is no such process */
function timesOf(pid: number | string): ProcessTimes | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The name of the program, in parentheses, can contain spaces.
    const fields = text
      .slice(text.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number)
    const [parent = 0, user = 0, system = 0, childUser = 0, childSystem = 0] = [1, 11, 12, 13, 14].map((i) => fields[i])
    return {
      parent,
      own: (user + system) * MICROSECONDS_PER_TICK,
      endedChildren: (childUser + childSystem) * MICROSECONDS_PER_TICK,
    }
  } catch {
    return undefined
  }
}

/** The CPU time of a process with all its threads, in microseconds; NaN if it has ended. */
export function processCpu(pid: number): number {
  return timesOf(pid)?.own ?? NaN
}

/**
 * The CPU time of a PostgreSQL server with all its connections, ended ones included, in microseconds.
 * @param postmaster the id of its first process
 */
export function postgresCpu(postmaster: number): number {
  const server = timesOf(postmaster)
  if (server === undefined) return NaN
  let sum = server.own + server.endedChildren
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    const times = timesOf(pid)
    if (times?.parent === postmaster) sum += times.own
  }
  return sum
}

/** Finds the first process of the PostgreSQL server of a connection; undefined if it runs on another machine. */
export async function findPostmaster(client: pg.Client): Promise<number | undefined> {
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid')
  const backend = rows[0]?.pid ?? 0
  try {
    if (!readFileSync(`/proc/${backend}/cmdline`, 'utf8').startsWith('postgres')) return undefined
    return timesOf(backend)?.parent
  } catch {
    return undefined
  }
}
