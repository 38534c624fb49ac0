import { onTestFinished } from 'vitest'
import { loadPersistedDocuments } from '../../../server/operation/document/load-documents.ts'
import { listen, type Listener } from '../listener.ts'
import type { Service } from '../service.ts'
import { silent } from '../silent.ts'

/** What a browser sends. */
export const BROWSER = { accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8' }

/** The documents that a service has by itself, among them those of the explorer's pages. */
export function ownDocuments(onlyTrusted = false) {
  return loadPersistedDocuments({ folder: undefined, onlyTrusted }, silent)
}

/** The service over HTTP, with its pages. */
export function listenWithPages(service: Service, options: Parameters<typeof listen>[1] = {}): Promise<Listener> {
  return listen(service, { persisted: ownDocuments(), ...options })
}

/** The first event that a filter finds, by its time. */
export async function eventIdOf(service: Service, where: string): Promise<string> {
  const { data } = await service.ask<{ events: { nodes: { id: string }[] } }>(
    `{ events(where: ${where}, orderBy: OCCURRED_ASC) { nodes { id } } }`,
  )
  return data.events.nodes[0]!.id
}

/** Serves the pages until the test ends. @returns the origin */
export async function startPages(
  service: Service,
  options: Parameters<typeof listenWithPages>[1] = {},
): Promise<string> {
  const listener = await listenWithPages(service, options)
  onTestFinished(() => listener.close())
  return listener.origin
}
