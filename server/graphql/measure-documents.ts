import type { Plugin } from 'graphql-yoga'
import type { Client } from '../../schema/builder/slots.ts'
import type { ClientLimits } from '../clients/client-limits.ts'

/** Charges clients with the time that parsing and validating their documents takes of the event loop. */
export function measureDocuments({ charge }: Pick<ClientLimits, 'charge'>): Plugin<{ client?: Client }> {
  const stop = (startedAt: number, { client }: { client?: Client }): void => {
    if (client) charge(client, performance.now() - startedAt)
  }
  return {
    onParse: ({ context }) => {
      const startedAt = performance.now()
      return () => stop(startedAt, context as { client?: Client })
    },
    onValidate: ({ context }) => {
      const startedAt = performance.now()
      return () => stop(startedAt, context as { client?: Client })
    },
  }
}
