import { parseArgs } from 'node:util'
import { QUERY_NAMES, type QueryName } from './queries/query-name.ts'
import { PEER_NAMES } from './servers/peers.ts'

/** What is measured and how long. */
export interface Options {
  isQuick: boolean
  isCoded: boolean
  events: number
  queries: QueryName[]
  peers: string[]
  connections: number[]
  rounds: number
  seconds: number
  /** Of each server and query, before the first round; each cell warms up for another second. */
  warmUpSeconds: number
}

const QUICK = { events: '100000', queries: 'Q1,Q2,Q3,Q5,Q8', connections: '32', rounds: '2', seconds: '5' }
const FULL = { events: '1000000', queries: QUERY_NAMES.join(','), connections: '1,32', rounds: '5', seconds: '5' }
const WARM_UP_SECONDS = '3'

/**
 * Parses the arguments of `npm run bench`.
 * @throws {Error} if one cannot be used; the message says which values are allowed
 */
export function parseOptions(args: string[]): Options {
  const text = { type: 'string' } as const
  const flag = { type: 'boolean', default: false } as const
  const { values } = parseArgs({
    args,
    options: {
      quick: flag,
      coded: flag,
      events: text,
      queries: text,
      peers: text,
      connections: text,
      rounds: text,
      seconds: text,
      'warm-up': text,
    },
  })
  const defaults = values.quick ? QUICK : FULL
  return {
    isQuick: values.quick,
    isCoded: values.coded,
    events: wholeNumber('--events', values.events ?? defaults.events, 20_000),
    queries: namesOf('--queries', values.queries ?? defaults.queries, QUERY_NAMES),
    peers: namesOf('--peers', values.peers ?? PEER_NAMES.join(','), PEER_NAMES),
    connections: (values.connections ?? defaults.connections)
      .split(',')
      .map((value) => wholeNumber('--connections', value, 1)),
    rounds: wholeNumber('--rounds', values.rounds ?? defaults.rounds, 1),
    seconds: wholeNumber('--seconds', values.seconds ?? defaults.seconds, 1),
    warmUpSeconds: wholeNumber('--warm-up', values['warm-up'] ?? WARM_UP_SECONDS, 0),
  }
}

function wholeNumber(option: string, value: string, min: number): number {
  const number = Number(value)
  if (/^\d{1,9}$/.test(value) && number >= min) return number
  throw new Error(`${option} must be a whole number, ${min} or more; got ${JSON.stringify(value.slice(0, 40))}.`)
}

function namesOf<Name extends string>(option: string, value: string, names: readonly Name[]): Name[] {
  const chosen = value.split(',')
  const unknown = chosen.find((name) => !names.some((known) => known === name))
  if (unknown !== undefined)
    throw new Error(
      `${option} must be a list of ${names.join(', ')}, separated by commas; got ${JSON.stringify(unknown.slice(0, 40))}.`,
    )
  return names.filter((name) => chosen.includes(name))
}
