/** How a type or a field of this service composes with those of other subgraphs. */
export interface Composition {
  /** Whether other subgraphs may have the same field, or all fields of the type: `@shareable`. */
  isShareable?: boolean
  /** Whether the supergraph leaves it out: `@inaccessible`. */
  isHidden?: boolean
  /** Whether the one Relay subgraph of a supergraph shows it, and shares it with no other subgraph. */
  isOfRelay?: boolean
}

/** The extensions of a type or a field, which `schema/contract/` prints as directives of the subgraph. */
export function composition(declared: Composition): { composition: Composition } {
  return { composition: declared }
}

/** Returns what a type or a field declares. */
export function compositionOf({ extensions }: { extensions: Readonly<Record<string, unknown>> }): Composition {
  return (extensions['composition'] as Composition | undefined) ?? {}
}
