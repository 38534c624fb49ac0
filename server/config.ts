import { join } from 'node:path'
import { z } from 'zod'
import { projectRoot } from '../database/project-root.ts'
import { percentDecoded } from '../database/values/percent-encoding.ts'
import { DEFAULT_COST_LIMIT, MIN_EVENTS } from '../schema/cost/weights.ts'
import { flag, isAddressList, isUrlOf, listOf, wholeNumber } from './setting-types.ts'

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const

/** Every environment variable that Dateline reads. The documentation repeats the descriptions. */
const variables = z.object({
  HOST: z
    .string()
    .default('127.0.0.1')
    .describe('The address to listen on; 0.0.0.0 accepts connections from other machines.'),
  PORT: wholeNumber(0, 65_535).default(4000).describe('The port to listen on; 0 selects any free port.'),
  DATABASE_URL: z
    .string()
    .refine(isUrlOf(['postgres:', 'postgresql:']), 'must be a URL such as postgres://user:password@host:5432/dateline')
    .optional()
    .describe('The URL of a PostgreSQL database, version 15 or later. If not set, the embedded database is used.'),
  DATA_DIR: z
    .string()
    .default(join(projectRoot, 'data'))
    .describe('The folder of the embedded database; created at the first start.'),
  DATABASE_POOL_SIZE: wholeNumber(1, 1000)
    .optional()
    .describe(
      'The maximum number of connections to PostgreSQL for requests; each instance has up to 9 more. Default: 2 for each processor of this machine, at least 4.',
    ),
  LOG_LEVEL: z
    .enum(LOG_LEVELS, `must be one of ${LOG_LEVELS.join(', ')}`)
    .default('info')
    .describe('The lowest level that is logged; one of fatal, error, warn, info, debug, trace and silent.'),
  MAX_BODY_BYTES: wholeNumber(1024, 104_857_600)
    .default(1_048_576)
    .describe('The maximum size of a request body, in bytes.'),
  DOCUMENTS_DIR: z
    .string()
    .optional()
    .describe(
      'A folder with documents (*.graphql) and manifests of clients (*.json) that requests can name, beside those of docs/queries; read at the start.',
    ),
  ALLOWED_DOCUMENTS: z
    .enum(['any', 'trusted'], 'must be any or trusted')
    .default('any')
    .describe('any: requests may send every document; trusted: only those of DOCUMENTS_DIR and docs/queries.'),
  MAX_QUERY_COST: wholeNumber(100, 10_000_000)
    .default(DEFAULT_COST_LIMIT)
    .describe('The maximum cost of a query; the field `queryCost` returns the cost of a query.'),
  REQUEST_SECONDS: wholeNumber(1, 600)
    .default(10)
    .describe('The maximum time of a request, in seconds; its statements are cancelled then.'),
  RATE_LIMIT: wholeNumber(1, 1_000_000)
    .default(100)
    .describe('The maximum number of requests per second from one address; 10 times as many with one key.'),
  RATE_LIMIT_COST: wholeNumber(100, 1_000_000_000)
    .default(1_000_000)
    .describe('The maximum cost per minute of the queries from one address; 10 times as much with one key.'),
  MAX_RUNNING_PER_CLIENT: wholeNumber(1, 10_000)
    .default(20)
    .describe('The maximum number of operations of one address that run at once; 10 times as many with one key.'),
  TRUSTED_PROXIES: z
    .string()
    .default('')
    .transform(listOf)
    .refine(isAddressList, 'must be IP addresses or blocks separated by commas, such as 10.0.0.0/8')
    .describe('The addresses and blocks of proxies whose header `X-Forwarded-For` is believed, separated by commas.'),
  MAX_CONNECTIONS: wholeNumber(1, 1_000_000)
    .default(4000)
    .describe('The maximum number of open connections; a quarter of them from one address.'),
  MAX_ANSWER_BYTES: wholeNumber(10_000, 1_000_000_000)
    .default(10_000_000)
    .describe('The maximum size of an answer, in bytes; a larger one is replaced by an error.'),
  EXPECTED_EVENTS: wholeNumber(MIN_EVENTS, 1_000_000_000)
    .optional()
    .describe(
      'The number of events for which the costs of queries are computed, so that they stay the same while the database grows. Default: the number of stored events.',
    ),
  MAX_SUBSCRIPTIONS: wholeNumber(0, 1_000_000)
    .default(2000)
    .describe('The maximum number of open subscriptions, and of open WebSocket connections.'),
  MAX_SUBSCRIPTIONS_PER_CLIENT: wholeNumber(0, 1_000_000)
    .default(100)
    .describe(
      'The maximum number of open subscriptions per key (per address without a key), and of WebSockets per address.',
    ),
  READ_ACCESS: z
    .enum(['open', 'key'], 'must be open or key')
    .default('open')
    .describe('open: everyone may read; key: reading requires a key, GraphiQL too. Writing always requires a key.'),
  JWT_ISSUER: z
    .string()
    .optional()
    .describe('The `iss` claim of JSON Web Tokens to accept besides keys. Set all three JWT variables, or none.'),
  JWT_AUDIENCE: z.string().optional().describe('The `aud` claim that those tokens must have.'),
  JWT_JWKS: z.string().optional().describe("The URL or the path of the issuer's public keys (JWKS)."),
  GRAPHIQL: flag(true).describe(
    'Whether browsers get the GraphiQL page; with READ_ACCESS=key only those that send a key.',
  ),
  EXPLORER: flag(true).describe(
    'Whether there are pages for people: the explorer. false: the address `/` leads to GraphiQL.',
  ),
  FAST_PATH: flag(true).describe(
    'Whether plain JSON requests are answered without GraphQL Yoga. false: the same answers, more slowly.',
  ),
  ALLOWED_ORIGINS: z
    .string()
    .default('')
    .transform(listOf)
    .refine(
      (origins) => origins.every((origin) => URL.canParse(origin) && new URL(origin).origin === origin),
      'must be origins separated by commas, such as https://desk.example.org',
    )
    .describe('Other origins whose pages may send requests (CORS) and open WebSockets, separated by commas.'),
  DATABASE_WAIT_SECONDS: wholeNumber(0, 3_600)
    .default(60)
    .describe('How long the server waits at its start for a PostgreSQL that cannot be reached yet, in seconds.'),
  METRICS_PORT: wholeNumber(0, 65_535)
    .optional()
    .describe('The port of /metrics (Prometheus); 0 selects any free port. If not set, there are no metrics.'),
  METRICS_HOST: z
    .string()
    .default('127.0.0.1')
    .describe('The address that METRICS_PORT listens on. Do not make it public.'),
  SHUTDOWN_SECONDS: wholeNumber(0, 600)
    .default(10)
    .describe('The maximum time for running requests to finish when the server stops, in seconds.'),
  NODE_ENV: z
    .string()
    .default('development')
    .describe(
      'production: log a warning if the embedded database is used. Otherwise: pages of this computer (http://localhost, any port) may send requests as if they were in ALLOWED_ORIGINS.',
    ),
})

const TOKEN_VARIABLES = ['JWT_ISSUER', 'JWT_AUDIENCE', 'JWT_JWKS'] as const

const Environment = variables.superRefine((values, context) => {
  for (const name of TOKEN_VARIABLES) {
    if (values[name] !== undefined || TOKEN_VARIABLES.every((other) => values[other] === undefined)) continue
    context.addIssue({
      code: 'custom',
      path: [name],
      message: `must be set together with ${TOKEN_VARIABLES.filter((other) => other !== name).join(' and ')}`,
    })
  }
})

export type Config = z.output<typeof Environment>

export class ConfigError extends Error {}

/** A value of these may contain a password. */
const SECRET_VARIABLES = ['DATABASE_URL']

const MAX_SHOWN_CHARACTERS = 80

/**
 * Parses the environment; no other code reads it. An empty variable counts as not set.
 * @throws {ConfigError} with all invalid variables and their values, except values that may contain a password
 */
export function parseConfig(environment: NodeJS.ProcessEnv): Config {
  const values = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''))
  const parsed = Environment.safeParse(values)
  if (parsed.success) return parsed.data
  const problems = parsed.error.issues.map(({ path, message }) => {
    const name = path.join('.')
    return `- ${name} ${message}${receivedText(name, values[name])}`
  })
  throw new ConfigError(['Invalid environment variables; correct or unset them:', ...problems].join('\n'))
}

/** The values that the log must not contain: the password of the database, as it is in the URL and decoded. */
export function secretsOf({ DATABASE_URL: url }: Config): string[] {
  const password = url === undefined ? '' : (URL.parse(url)?.password ?? '')
  return password === '' ? [] : [...new Set([password, percentDecoded(password)])]
}

function receivedText(name: string, value: string | undefined): string {
  if (value === undefined) return '; it is not set'
  if (SECRET_VARIABLES.includes(name)) return '; the value is not shown because it may contain a password'
  const shown = value.length > MAX_SHOWN_CHARACTERS ? `${value.slice(0, MAX_SHOWN_CHARACTERS)}…` : value
  return `; got ${JSON.stringify(shown)}`
}

/** The variables and their descriptions, for the test of the documentation. */
export const environmentVariables = Object.entries(variables.shape).map(([name, type]) => ({
  name,
  description: type.description ?? '',
}))
