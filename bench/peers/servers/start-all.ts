import type { Contestant } from '../measure/measure.ts'
import type { Options } from '../options.ts'
import type { QueryName } from '../queries/query-name.ts'
import type { Sample } from '../samples.ts'
import type { Peer } from './peer.ts'
import { startPeer, type RunningPeer } from './running.ts'
import { findDifference, requestsOf } from './verify.ts'

/** A query and the servers that answer it; the limit is the first. */
export interface Contest {
  query: QueryName
  contestants: Contestant[]
}

const VERIFIED_SAMPLES = 10

interface Setting {
  url: string
  logFolder: string
  samples: Record<QueryName, Sample[]>
}

/**
 * Starts the chosen servers and compares their answers with those of the limit.
 * @returns the contests, and remarks on the servers that could not be started
 * @throws {Error} if a server that starts gives another answer than the limit, or Dateline and the limit do not start
 */
export async function startAll(
  peers: readonly Peer[],
  options: Options,
  { url, logFolder, samples }: Setting,
): Promise<{ contests: Contest[]; remarks: string[] }> {
  const remarks: string[] = []
  const running: RunningPeer[] = []
  for (const peer of peers.filter((candidate) => isChosen(candidate, options))) {
    try {
      running.push(await startPeer(peer, url, logFolder))
    } catch (error) {
      const message = `${peer.title} is not measured: ${(error as Error).message}`
      if (peer.name === 'limit' || peer.name === 'dateline') throw new Error(message, { cause: error })
      remarks.push(message.replaceAll(/\s+/g, ' ').slice(0, 300))
      console.error(message)
    }
  }
  const contests: Contest[] = []
  const differences: string[] = []
  for (const query of options.queries) {
    const contest: Contest = { query, contestants: [] }
    for (const server of running.filter(({ peer }) => query in peer.queries)) {
      const contestant = { running: server, requests: await requestsOf(server, query, samples[query]) }
      const [limit] = contest.contestants
      const difference =
        limit &&
        (await findDifference(
          query,
          [limit.running, limit.requests.slice(0, VERIFIED_SAMPLES)],
          [server, contestant.requests],
        ).catch((error: Error) => `fails: ${error.message}`))
      if (difference !== undefined) differences.push(`${server.peer.title}, ${query}: ${difference}`)
      contest.contestants.push(contestant)
    }
    contests.push(contest)
  }
  if (differences.length > 0)
    throw new Error(`The servers do not give the same answers as the limit:\n${differences.join('\n')}`)
  console.error(
    `${running.map(({ peer }) => peer.title).join(', ')}: the same answers for ${VERIFIED_SAMPLES} samples of each query`,
  )
  return { contests, remarks }
}

function isChosen({ name, queries }: Peer, options: Options): boolean {
  if (!options.queries.some((query) => query in queries)) return false
  return name === 'limit' || options.peers.some((chosen) => name === chosen || name.startsWith(`${chosen}-`))
}
