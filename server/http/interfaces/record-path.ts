import { pathOf } from '../../../explorer/request/address.ts'
import { PREVIEW_PATH } from '../../../interfaces/reconcile/manifest.ts'

interface RecordPathOptions {
  /** Whether there are pages for people. Default: true */
  explorer?: boolean
}

/**
 * Returns where people read about an object: its page, else the preview of clients that match names.
 * @param id with its prefix, such as evt_…
 */
export function recordPath(id: string, { explorer = true }: RecordPathOptions): string {
  // It can be any text of a client.
  const encoded = encodeURIComponent(id)
  return (explorer ? pathOf(encoded) : undefined) ?? `${PREVIEW_PATH}?id=${encoded}`
}
