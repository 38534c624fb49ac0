import { reportJsonSchema } from '../../ingest/format/json-schema.ts'
import { clientSdl } from '../../schema/contract/client.ts'
import { schema } from '../../schema/schema.ts'
import { RequestError } from '../clients/request-error.ts'
import type { ReaderOptions } from './assert-may-read.ts'
import type { Exchange } from './exchange.ts'
import { pageOf, servePage, type Page } from './page.ts'

interface Contract {
  contentType: string
  print: () => string
}

/** The contracts by the paths where they are served. */
const CONTRACTS: Readonly<Record<string, Contract>> = {
  // As a text, which browsers show.
  '/schema.graphql': { contentType: 'text/plain; charset=utf-8', print: () => clientSdl(schema) },
  '/report.schema.json': {
    contentType: 'application/schema+json',
    print: () => `${JSON.stringify(reportJsonSchema(), null, 2)}\n`,
  },
}

/** They change only with the version of the service. */
const MAX_AGE_SECONDS = 300

type Route = (exchange: Exchange, options: ReaderOptions) => Promise<void>

/** The routes of the contracts, which anyone gets who may read. Each is printed and compressed at its first request. */
export const CONTRACT_ROUTES: Readonly<Record<string, Route>> = Object.fromEntries(
  Object.entries(CONTRACTS).map(([path, contract]) => [path, routeOf(path, contract)]),
)

function routeOf(path: string, { contentType, print }: Contract): Route {
  let page: Promise<Page> | undefined
  return async (exchange, options) => {
    const { method = 'GET', headers } = exchange.request
    if (method === 'OPTIONS' && headers['access-control-request-method'] !== undefined) {
      return void exchange.response.writeHead(204).end()
    }
    if (method !== 'GET' && method !== 'HEAD') {
      const message = `Fetch ${path} with GET; got ${method}.`
      throw new RequestError(405, 'BAD_USER_INPUT', message, { allow: 'GET, HEAD' })
    }
    // A shared cache must not give everybody what needs a key.
    const scope = headers.authorization === undefined ? 'public' : 'private'
    return servePage(exchange, options, () => (page ??= pageOf(print())), {
      'content-type': contentType,
      'cache-control': `${scope}, max-age=${MAX_AGE_SECONDS}`,
      vary: `accept-encoding, authorization${headers.origin === undefined ? '' : ', origin'}`,
    })
  }
}
