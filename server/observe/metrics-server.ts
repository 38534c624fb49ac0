import { createServer, type Server } from 'node:http'
import type { Metrics } from './metrics.ts'

const METRICS_PATH = '/metrics'

/**
 * Creates the server of the metrics. It has a port of its own, because the port of the service is public: a proxy on
 * the same machine makes every stranger's request come from a loopback address.
 * @returns a server that does not listen yet
 */
export function createMetricsServer(metrics: Pick<Metrics, 'text' | 'contentType'>): Server {
  return createServer((request, response) => {
    request.resume()
    if (request.method !== 'GET' || request.url?.replace(/\?.*/s, '') !== METRICS_PATH) {
      response.writeHead(404, { 'content-type': 'text/plain' }).end(`Not found. Metrics are at GET ${METRICS_PATH}.\n`)
      return
    }
    metrics.text().then(
      (text) => response.writeHead(200, { 'content-type': metrics.contentType }).end(text),
      () => response.writeHead(500).end(),
    )
  })
}
