import { buildClientSchema, getIntrospectionQuery, printSchema, type IntrospectionQuery } from 'graphql'
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import {
  commitMutation,
  createOperationDescriptor,
  Environment,
  fetchQuery,
  Network,
  RecordSource,
  Store,
  type ConcreteRequest,
  type GraphQLResponse,
} from 'relay-runtime'
import { expect, inject, test } from 'vitest'
import {
  ask,
  authorization,
  CORRECT_TITLE,
  publishCorrectedCall,
  THEN_AND_NOW,
  TITLES,
  type ThenAndNow,
} from './corrected-call.ts'

const require = createRequire(import.meta.url)
/** The path of the compiler; null if it has none for this platform. */
const compiler = require('relay-compiler') as string | null

/** Compiles the operations against the schema that the service has. */
async function compile(): Promise<{ query: ConcreteRequest; mutation: ConcreteRequest }> {
  const folder = mkdtempSync(join(tmpdir(), 'dateline-relay-'))
  try {
    const introspection = (await ask(getIntrospectionQuery(), {})) as IntrospectionQuery
    mkdirSync(join(folder, 'src'))
    const files = {
      'package.json': JSON.stringify({ type: 'module' }),
      'schema.graphql': printSchema(buildClientSchema(introspection)),
      'relay.config.json': JSON.stringify({
        src: './src',
        schema: './schema.graphql',
        language: 'javascript',
        eagerEsModules: true,
        noSourceControl: true,
      }),
      'src/ThenAndNow.js': [THEN_AND_NOW, CORRECT_TITLE].map((text) => `graphql\`${text}\``).join('\n'),
    }
    for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, file), text)
    if (compiler === null) throw new Error('relay-compiler has no binary for this platform.')
    execFileSync(compiler, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
    const read = async (name: string) => {
      const url = pathToFileURL(join(folder, 'src', '__generated__', `${name}.graphql.js`)).href
      return ((await import(url)) as { default: ConcreteRequest }).default
    }
    return { query: await read('ThenAndNowQuery'), mutation: await read('ThenAndNowCorrectMutation') }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

test('the store of Relay keeps then and now', async () => {
  const { query, mutation } = await compile()
  const { variables, correction, caller } = await publishCorrectedCall('Relay')
  const environment = new Environment({
    store: new Store(new RecordSource()),
    network: Network.create(async ({ text }, values) => {
      const response = await fetch(inject('url'), {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...authorization() },
        body: JSON.stringify({ query: text, variables: values }),
      })
      return (await response.json()) as GraphQLResponse
    }),
  })
  const operation = createOperationDescriptor(query, variables)
  const retained = environment.retain(operation)

  await fetchQuery(environment, query, variables).toPromise()
  const snapshot = environment.lookup(operation.fragment)
  expect(snapshot.isMissingData).toBe(false)
  expect(snapshot.data).toEqual(await ask(THEN_AND_NOW, variables))
  expect(snapshot.data).toMatchObject({ then: { title: TITLES.then }, now: { title: TITLES.now } })
  const ids = environment.getStore().getSource().getRecordIDs()
  expect(ids).toContain(variables.event)
  expect(ids).toContain(`${variables.event}@${variables.then}`)
  expect(ids).toContain(caller)

  let shown = snapshot.data as unknown as ThenAndNow
  const subscription = environment.subscribe(snapshot, ({ data }) => {
    shown = data as unknown as ThenAndNow
  })
  await new Promise((resolve, reject) => {
    commitMutation(environment, { mutation, variables: correction, onCompleted: resolve, onError: reject })
  })
  await expect.poll(() => shown.now.title).toBe(TITLES.next)
  subscription.dispose()
  retained.dispose()
  expect(shown).toEqual(await ask(THEN_AND_NOW, variables))
  expect(shown.then.title).toBe(TITLES.then)
})
