import type { Authenticate } from '../auth/authenticate.ts'
import type { Admission } from '../clients/admission.ts'
import type { Exchange } from './exchange.ts'

export interface ReaderOptions {
  /** Decides who may read; default everybody. */
  authenticate?: Authenticate
  admission: Admission
}

/** @throws {GraphQLError} if the caller may not read: see `Authenticate` */
export async function assertMayRead({ request }: Exchange, { authenticate, admission }: ReaderOptions): Promise<void> {
  await authenticate?.(request.headers.authorization, admission.clientOf(request).id)
}
