import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { worldOf, type World, type WorldTopology } from '../../draw/world.ts'

let world: World | undefined

/** The shapes of countries, read from the package at the first map. */
export function readWorld(): World {
  return (world ??= worldOf(
    JSON.parse(
      readFileSync(createRequire(import.meta.url).resolve('world-atlas/countries-110m.json'), 'utf8'),
    ) as WorldTopology,
  ))
}
