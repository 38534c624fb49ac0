import type { Plugin } from 'graphql-yoga'
import type { Client } from '../../schema/builder/slots.ts'
import type { ClientLimits } from '../clients/client-limits.ts'

/** Charges clients with the time that parsing and validating their documents takes of the event loop. */
export function measureDocuments({ charge }: Pick<ClientLimits, 'charge'>): Plugin<{ client?: Client }> {
  const measured = ({ context }: { context: unknown }) => {
    const { client } = context as { client?: Client }
    const startedAt = performance.now()
    return () => {
      if (client) charge(client, performance.now() - startedAt)
    }
  }
  return { onParse: measured, onValidate: measured }
}
