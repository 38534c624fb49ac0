import { GATEWAY_NAMES, type GatewayName } from './gateways.ts'
import type { Group } from './shapes/shape.ts'

/** The outcome of one shape behind one gateway. */
export interface Result {
  gateway: GatewayName
  group: Group
  /** What is wrong; undefined if the answer is right. */
  defect: string | undefined
}

/** Writes how many shapes of each group each gateway answers rightly, and its defects. */
export function resultsTable(results: Result[]): string {
  const groups = [...new Set(results.map(({ group }) => group))]
  const cell = (gateway: GatewayName, group?: Group) => {
    const all = results.filter((each) => each.gateway === gateway && (group === undefined || each.group === group))
    return `${String(all.filter(({ defect }) => defect === undefined).length)} of ${String(all.length)}`
  }
  const row = (title: string, cells: string[]) => `| ${[title, ...cells].join(' | ')} |`
  const defects = GATEWAY_NAMES.flatMap((gateway) => {
    const found = results.flatMap((each) =>
      each.gateway === gateway && each.defect !== undefined ? [each.defect] : [],
    )
    return [...new Set(found)].toSorted().map((defect) => row(gateway, [defect]))
  })
  return [
    row('shapes', GATEWAY_NAMES),
    row(
      '---',
      GATEWAY_NAMES.map(() => '---'),
    ),
    ...groups.map((group) =>
      row(
        group,
        GATEWAY_NAMES.map((gateway) => cell(gateway, group)),
      ),
    ),
    row(
      'all',
      GATEWAY_NAMES.map((gateway) => cell(gateway)),
    ),
    '',
    row('gateway', ['known defect']),
    row('---', ['---']),
    ...(defects.length > 0 ? defects : [row('none', [''])]),
    '',
  ].join('\n')
}
