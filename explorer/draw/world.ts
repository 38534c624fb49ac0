import type { Feature, FeatureCollection, Geometry, MultiLineString } from 'geojson'
import { feature, mesh } from 'topojson-client'
import type { GeometryCollection, Topology } from 'topojson-specification'

/** The shapes of countries, as the package `world-atlas` has them (Natural Earth, 1:110 million). */
export type WorldTopology = Topology<{ countries: GeometryCollection<{ name: string }>; land: GeometryCollection }>

export interface World {
  countries: Feature<Geometry, { name: string }>[]
  land: FeatureCollection
  /** The borders that are not listed here as disputed. */
  borders: MultiLineString
  /** The borders that are disputed. */
  disputed: MultiLineString
}

/**
 * The areas of Natural Earth whose status or borders are disputed. Its maps show who controls a territory; that is a
 * point of view, which the map names and these lines mark.
 */
const DISPUTED = ['Kosovo', 'N. Cyprus', 'Palestine', 'Somaliland', 'Taiwan', 'W. Sahara']
const DISPUTED_PAIRS = [
  ['Armenia', 'Azerbaijan'],
  ['China', 'India'],
  ['India', 'Pakistan'],
  ['China', 'Pakistan'],
  ['Russia', 'Ukraine'],
  ['Sudan', 'S. Sudan'],
  ['Syria', 'Israel'],
]

/** Reads the shapes of countries, and tells disputed borders from others. */
export function worldOf(topology: WorldTopology): World {
  const { countries, land } = topology.objects
  const borders = (wanted: boolean) =>
    mesh(topology, countries, (a, b) => a !== b && isDisputed(nameOf(a), nameOf(b)) === wanted)
  return {
    countries: feature(topology, countries).features,
    land: feature(topology, land),
    borders: borders(false),
    disputed: borders(true),
  }
}

function nameOf({ properties }: { properties?: object | undefined }): string {
  return String((properties as { name?: string } | undefined)?.name)
}

function isDisputed(one: string, other: string): boolean {
  if (DISPUTED.includes(one) || DISPUTED.includes(other)) return true
  return DISPUTED_PAIRS.some(([a, b]) => (a === one && b === other) || (a === other && b === one))
}
