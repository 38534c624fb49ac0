import { GraphQLError } from 'graphql'
import type { Authenticate } from '../auth/authenticate.ts'
import type { Admission } from '../clients/admission.ts'
import { statusOfCode } from '../operation/http-status.ts'
import { fail, type Exchange } from './exchange.ts'

export interface ReaderOptions {
  /** Decides who may read; default everybody. */
  authenticate?: Authenticate
  admission: Admission
}

/** Returns whether the caller may read; if not, the request is answered. */
export async function mayRead(exchange: Exchange, { authenticate, admission }: ReaderOptions): Promise<boolean> {
  const { request } = exchange
  try {
    await authenticate?.(request.headers.authorization, admission.clientOf(request).id)
    return true
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error
    const code = String(error.extensions['code'])
    fail(exchange, statusOfCode(code), code, error.message)
    return false
  }
}
