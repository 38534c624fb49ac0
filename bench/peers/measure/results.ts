import { QUERIES } from '../queries/query-name.ts'
import type { Comparison, Summary } from './summary.ts'

/** Everything that a report contains. */
export interface Results {
  command: string
  events: string
  rounds: string
  machine: readonly string[]
  /** Servers that were not measured, and other remarks. */
  remarks: readonly string[]
  /** The titles of the servers by name. */
  titles: ReadonlyMap<string, string>
  summaries: readonly Summary[]
  comparisons: readonly Comparison[]
}

const LINE_LENGTH = 120

function ratio(value: number): string {
  return Number.isFinite(value) ? value.toFixed(2) : '–'
}

function whole(value: number): string {
  return Number.isFinite(value) ? Math.round(value).toLocaleString('en') : '–'
}

function table(head: readonly string[], rows: readonly (readonly string[])[], texts: number): string[] {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map((_, i) => (i < texts ? '---' : '---:'))), ...rows.map(line)]
}

function comparisonTable({ comparisons, titles }: Results, connections: number): string[] {
  return table(
    ['query', 'best other server', 'of the limit', 'of its CPU', 'of the best', 'of its CPU'],
    comparisons
      .filter((comparison) => comparison.connections === connections)
      .map(({ query, bestPeer, ofLimit, cpuOfLimit, ofBest, cpuOfBest }) => [
        query,
        titles.get(bestPeer) ?? '–',
        ratio(ofLimit),
        ratio(cpuOfLimit),
        ratio(ofBest),
        ratio(cpuOfBest),
      ]),
    2,
  )
}

function serverTable({ summaries, titles }: Results, connections: number): string[] {
  return table(
    ['query', 'server', 'requests/s', 'of the limit', 'p50 ms', 'p99 ms', 'CPU of the server, µs', 'of PostgreSQL, µs'],
    summaries
      .filter((summary) => summary.connections === connections)
      .map((summary) => [
        summary.query,
        titles.get(summary.peer) ?? summary.peer,
        whole(summary.requestsPerSecond) + (summary.failures > 0 ? ` (${summary.failures} failures)` : ''),
        ratio(summary.ofLimit),
        summary.p50Ms.toFixed(1),
        summary.p99Ms.toFixed(1),
        whole(summary.serverUs),
        whole(summary.databaseUs),
      ]),
    2,
  )
}

/** Breaks a paragraph, or an item of a list, into lines. */
function wrap(text: string): string[] {
  const indent = text.startsWith('- ') ? '  ' : ''
  const lines = ['']
  for (const word of text.split(' ')) {
    const line = lines.at(-1) ?? ''
    if (line.length + word.length >= LINE_LENGTH) lines.push(indent + word)
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`
  }
  return lines
}

/** Writes the results as Markdown. */
export function formatResults(results: Results): string {
  const { command, events, rounds, machine, remarks, summaries } = results
  const connections = [...new Set(summaries.map((summary) => summary.connections))]
  const queries = Object.entries(QUERIES).filter(([name]) => summaries.some(({ query }) => query === name))
  return [
    '# Dateline beside other servers',
    '',
    ...wrap(
      `Written by \`${command}\`: ${events}; ${rounds}. All servers read the same tables and gave the same answers. Every figure is the median of the rounds, in which the servers alternate. The limit is bare \`node:http\` with one hand-written statement that returns JSON. CPU is the time of all threads for one request. If the machine had other work, requests per second and latencies vary; CPU times and ratios vary less.`,
    ),
    '',
    ...[...machine, ...remarks].flatMap((fact) => wrap(`- ${fact}`)),
    '',
    ...queries.map(([name, text]) => `- ${name}: ${text}`),
    '',
    ...connections.flatMap((count) => [
      `## ${count} ${count === 1 ? 'connection' : 'connections'}`,
      '',
      'Dateline: its requests per second divided by those of the limit and of the best other server, and their CPU time',
      'divided by its own. More is better; 1 is level.',
      '',
      ...comparisonTable(results, count),
      '',
      ...serverTable(results, count),
      '',
    ]),
  ].join('\n')
}
