import { expect, test } from 'vitest'
import { ConfigError, environmentVariables, parseConfig } from '../../server/config.ts'

function errorMessageOf(environment: NodeJS.ProcessEnv): string {
  try {
    parseConfig(environment)
  } catch (error) {
    if (error instanceof ConfigError) return error.message
    throw error
  }
  throw new Error('The environment was accepted')
}

test('every variable has a default or is optional', () => {
  expect(parseConfig({ PATH: '/bin' })).toMatchObject({
    HOST: '127.0.0.1',
    PORT: 4000,
    LOG_LEVEL: 'info',
    GRAPHIQL: true,
    EXPLORER: true,
    FAST_PATH: true,
    ALLOWED_ORIGINS: [],
    DATA_DIR: expect.stringMatching(/data$/),
  })
})

test('an empty variable counts as not set', () => {
  const empty = Object.fromEntries(environmentVariables.map(({ name }) => [name, '']))
  expect(parseConfig(empty)).toEqual(parseConfig({}))
})

test('an invalid environment is rejected with all invalid variables and their values, but without secrets', () => {
  const message = errorMessageOf({
    PORT: '70000',
    DATABASE_URL: 'mysql://root:hunter2@db/x',
    GRAPHIQL: 'yes',
    LOG_LEVEL: 'loud',
    MAX_BODY_BYTES: '-1',
    SHUTDOWN_SECONDS: '1.5',
    ALLOWED_ORIGINS: 'https://a.example/path',
  })
  expect(message.split('\n')).toEqual([
    'Invalid environment variables; correct or unset them:',
    '- PORT must be a whole number from 0 to 65535; got "70000"',
    '- DATABASE_URL must be a URL such as postgres://user:password@host:5432/dateline; the value is not shown because it may contain a password',
    '- LOG_LEVEL must be one of fatal, error, warn, info, debug, trace, silent; got "loud"',
    '- MAX_BODY_BYTES must be a whole number from 1024 to 104857600; got "-1"',
    '- GRAPHIQL must be true or false; got "yes"',
    '- ALLOWED_ORIGINS must be origins separated by commas, such as https://desk.example.org; got "https://a.example/path"',
    '- SHUTDOWN_SECONDS must be a whole number from 0 to 600; got "1.5"',
  ])
  expect(message).not.toContain('hunter2')
})

test.for([' ', '1e3', '0x10', '٤٠٠٠', '99999999999', 'NaN'])('PORT "%s" is rejected', (port) => {
  expect(errorMessageOf({ PORT: port })).toContain('PORT must be a whole number')
})

test('the three JWT variables must be set together', () => {
  expect(errorMessageOf({ JWT_ISSUER: 'https://login.example/' })).toContain(
    'JWT_AUDIENCE must be set together with JWT_ISSUER and JWT_JWKS; it is not set',
  )
})

test('a long value is shortened to 80 characters in the error message', () => {
  expect(errorMessageOf({ LOG_LEVEL: 'x'.repeat(1_000) })).toContain(`got "${'x'.repeat(80)}…"`)
})
