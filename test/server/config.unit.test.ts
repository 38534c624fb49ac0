import { expect, test } from 'vitest'
import { ConfigError, environmentVariables, parseConfig } from '../../server/config.ts'

function complaintsOf(environment: NodeJS.ProcessEnv): string {
  try {
    parseConfig(environment)
  } catch (error) {
    if (error instanceof ConfigError) return error.message
    throw error
  }
  throw new Error('The environment was accepted')
}

test('nothing needs to be set', () => {
  expect(parseConfig({ PATH: '/bin' })).toMatchObject({
    HOST: '127.0.0.1',
    PORT: 4000,
    LOG_LEVEL: 'info',
    GRAPHIQL: true,
    ALLOWED_ORIGINS: [],
    DATA_DIR: expect.stringMatching(/data$/),
  })
})

test('an empty variable counts as not set', () => {
  const empty = Object.fromEntries(environmentVariables.map(({ name }) => [name, '']))
  expect(parseConfig(empty)).toEqual(parseConfig({}))
})

test('every complaint is heard at once, names its variable and repeats no secret', () => {
  const message = complaintsOf({
    PORT: '70000',
    DATABASE_URL: 'mysql://root:hunter2@db/x',
    GRAPHIQL: 'yes',
    LOG_LEVEL: 'loud',
    MAX_BODY_BYTES: '-1',
    SHUTDOWN_SECONDS: '1.5',
    ALLOWED_ORIGINS: 'https://a.example/path',
  })
  expect(message.split('\n')).toEqual([
    'The environment cannot be used:',
    '- PORT must be a whole number from 0 to 65535',
    '- DATABASE_URL must be an address such as postgres://user:password@host:5432/dateline',
    '- LOG_LEVEL must be one of fatal, error, warn, info, debug, trace, silent',
    '- MAX_BODY_BYTES must be a whole number from 1024 to 104857600',
    '- GRAPHIQL must be true or false',
    '- ALLOWED_ORIGINS must be origins with commas between them, such as https://desk.example.org',
    '- SHUTDOWN_SECONDS must be a whole number from 0 to 600',
  ])
  expect(message).not.toContain('hunter2')
})

test.for([' ', '1e3', '0x10', '٤٠٠٠', '99999999999', 'NaN'])('PORT "%s"', (port) => {
  expect(complaintsOf({ PORT: port })).toContain('PORT must be a whole number')
})

test('an issuer of tokens is named whole or not at all', () => {
  expect(complaintsOf({ JWT_ISSUER: 'https://login.example/' })).toContain(
    'JWT_AUDIENCE must be set together with JWT_ISSUER and JWT_JWKS',
  )
})
