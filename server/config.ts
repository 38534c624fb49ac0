import { join } from 'node:path'
import { z } from 'zod'
import { projectRoot } from '../database/project-root.ts'

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const

function wholeNumber(least: number, most: number) {
  return z
    .string()
    .regex(/^\d{1,10}$/, `must be a whole number from ${least} to ${most}`)
    .transform(Number)
    .refine((value) => value >= least && value <= most, `must be a whole number from ${least} to ${most}`)
}

function isAddressOf(protocols: readonly string[]) {
  return (value: string) => {
    const url = URL.canParse(value) ? new URL(value) : null
    return url !== null && protocols.includes(url.protocol)
  }
}

/** Every variable of the environment that Dateline reads, with what it is for. */
const variables = z.object({
  HOST: z.string().default('127.0.0.1').describe('The address to listen on; 0.0.0.0 lets other machines in.'),
  PORT: wholeNumber(0, 65_535).default(4000).describe('The port to listen on; 0 takes any that is free.'),
  DATABASE_URL: z
    .string()
    .refine(
      isAddressOf(['postgres:', 'postgresql:']),
      'must be an address such as postgres://user:password@host:5432/dateline',
    )
    .optional()
    .describe('The address of a PostgreSQL 15 or later. Without it the embedded database is used.'),
  DATA_DIR: z
    .string()
    .default(join(projectRoot, 'data'))
    .describe('The folder of the embedded database; made at the first start.'),
  LOG_LEVEL: z
    .enum(LOG_LEVELS, `must be one of ${LOG_LEVELS.join(', ')}`)
    .default('info')
    .describe('The least level that is logged.'),
  MAX_BODY_BYTES: wholeNumber(1024, 104_857_600)
    .default(1_048_576)
    .describe('The largest request body that is taken, in bytes.'),
  MAX_QUERY_COST: wholeNumber(100, 10_000_000)
    .default(200_000)
    .describe('The highest cost of a query that is let through; the field `queryCost` tells what a query costs.'),
  MAX_SUBSCRIPTIONS: wholeNumber(0, 1_000_000)
    .default(2000)
    .describe('How many may follow changes, and how many may be connected over WebSockets, at once.'),
  MAX_SUBSCRIPTIONS_PER_CLIENT: wholeNumber(0, 1_000_000)
    .default(100)
    .describe('How often one key, or one address without a key, may follow changes, or be connected, at once.'),
  READ_ACCESS: z
    .enum(['open', 'key'], 'must be open or key')
    .default('open')
    .describe('Whether anybody may read, or only who bears a key. Publishing always needs a key.'),
  JWT_ISSUER: z.string().optional().describe('Whose JSON Web Tokens are taken besides keys: the `iss` of its tokens.'),
  JWT_AUDIENCE: z.string().optional().describe('For whom those tokens must be made out: their `aud`.'),
  JWT_JWKS: z.string().optional().describe("The address or the path of the issuer's public keys (JWKS)."),
  GRAPHIQL: z
    .enum(['true', 'false'], 'must be true or false')
    .default('true')
    .transform((value) => value === 'true')
    .describe('Whether browsers are shown GraphiQL.'),
  ALLOWED_ORIGINS: z
    .string()
    .default('')
    .transform((value) =>
      value
        .split(',')
        .map((origin) => origin.trim())
        .filter(Boolean),
    )
    .refine(
      (origins) => origins.every((origin) => URL.canParse(origin) && new URL(origin).origin === origin),
      'must be origins with commas between them, such as https://desk.example.org',
    )
    .describe('The other origins from which browsers may ask (CORS), with commas between them.'),
  SHUTDOWN_SECONDS: wholeNumber(0, 600)
    .default(10)
    .describe('How long running requests may take to end when the service is told to.'),
  NODE_ENV: z.string().default('development').describe('production warns where the embedded database serves.'),
})

const TOKENS = ['JWT_ISSUER', 'JWT_AUDIENCE', 'JWT_JWKS'] as const

const Environment = variables.superRefine((set, context) => {
  for (const name of TOKENS) {
    if (set[name] !== undefined || TOKENS.every((other) => set[other] === undefined)) continue
    context.addIssue({
      code: 'custom',
      path: [name],
      message: `must be set together with ${TOKENS.filter((other) => other !== name).join(' and ')}`,
    })
  }
})

/** What an operator can set. */
export type Config = z.output<typeof Environment>

/** The environment cannot be used as it is. */
export class ConfigError extends Error {}

/**
 * Reads the environment; nothing else does. A variable that is empty counts as not set.
 * @param environment such as `process.env`
 * @throws {ConfigError} with every complaint at once; values are not repeated, since an address may hold a password
 */
export function parseConfig(environment: NodeJS.ProcessEnv): Config {
  const set = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''))
  const read = Environment.safeParse(set)
  if (read.success) return read.data
  const complaints = read.error.issues.map(({ path, message }) => `- ${path.join('.')} ${message}`)
  throw new ConfigError(['The environment cannot be used:', ...complaints].join('\n'))
}

/** The variables with what they are for and what they are where not set, for the documentation. */
export const environmentVariables = Object.entries(variables.shape).map(([name, type]) => ({
  name,
  description: type.description ?? '',
}))
