/**
 * Finds the cycles of a directed graph.
 * @param edges the targets of every node
 * @returns one path of nodes for each edge that closes a cycle (depth-first search); empty if the graph has none
 */
export function findCycles(edges: ReadonlyMap<string, Iterable<string>>): string[][] {
  const cycles: string[][] = []
  const path: string[] = []
  const visited = new Set<string>()
  const visit = (node: string): void => {
    const position = path.indexOf(node)
    if (position >= 0) cycles.push(path.slice(position))
    if (position >= 0 || visited.has(node)) return
    path.push(node)
    for (const target of edges.get(node) ?? []) visit(target)
    path.pop()
    visited.add(node)
  }
  for (const node of edges.keys()) visit(node)
  return cycles
}
