import type { GraphQLField, GraphQLNonNull } from 'graphql'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect } from 'vitest'
import { projectRoot } from '../../../database/project-root.ts'
import type { Scope } from '../../../database/tables/enums.ts'
import { offices } from '../../../database/tables/office.ts'
import { publishers } from '../../../database/tables/publisher.ts'
import { storylines } from '../../../database/tables/storyline.ts'
import { newUuid, toId } from '../../../database/values/ids.ts'
import { schema } from '../../../schema/schema.ts'
import { createKey, revokeKey, rotateKey } from '../../../server/auth/api-keys.ts'
import { createAuthenticate } from '../../../server/auth/authenticate.ts'
import { createApp } from '../../../server/graphql/app.ts'
import { digestOf } from '../../support/digest.ts'
import { phoneCall, reportDocument } from '../../support/documents/report-document.ts'
import { accept } from '../../support/ingest.ts'
import { report } from '../../support/publisher-client.ts'
import { bearer, createIssuer } from '../../support/rights/credentials.ts'
import { mutationInput, type Targets } from '../../support/rights/mutation-input.ts'
import { makeScratch } from '../../support/scratch.ts'
import { test, type Service } from '../../support/service.ts'
import { silent } from '../../support/silent.ts'

const { folder, remove } = makeScratch()
afterAll(remove)

const mutations = schema.getMutationType()?.getFields() ?? {}

interface Row {
  mutation: string
  changes: string
  /** Whether each caller may do it, by the header of its column. */
  allowed: Record<string, boolean>
}

/** The table of docs/publishing.md, which says who may do what. */
function readTable(): Row[] {
  const page = readFileSync(join(projectRoot, 'docs', 'publishing.md'), 'utf8')
  const [header = '', , ...lines] = page
    .split('\n')
    .slice(page.split('\n').findIndex((line) => line.startsWith('| mutation |')))
  const callers = cellsOf(header).slice(2)
  return lines.slice(0, lines.indexOf('')).map((line) => {
    const [mutation = '', changes = '', ...cells] = cellsOf(line)
    for (const cell of cells) expect(['yes', '-']).toContain(cell)
    return {
      mutation: mutation.replaceAll('`', ''),
      changes,
      allowed: Object.fromEntries(callers.map((caller, n) => [caller, cells[n] === 'yes'])),
    }
  })
}

function cellsOf(line: string): string[] {
  return line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim().replaceAll('\\', ''))
}

const REFUSED = 'no key, or a refused one'

/** The headers of the requests of each caller, by the header of its column: with keys and with tokens. */
async function credentialsOf({ db }: Service, callers: readonly string[]) {
  const issuer = await createIssuer(folder)
  const credentials = new Map<string, Record<string, string>[]>()
  for (const caller of callers) {
    const [, scope, dataset] = /^(\w+)(?: \((.+)\))?$/.exec(caller) ?? []
    if (caller === REFUSED) continue
    const datasets = dataset === undefined ? [] : [dataset]
    const key = await createKey(db, caller, [scope as Scope], { datasets })
    const token = await issuer.sign({ sub: caller, scope, datasets })
    credentials.set(caller, [bearer(key!), bearer(token)])
  }
  const rights = [['publish', 'correct', 'merge', 'admin'], { datasets: ['*'] }] as const
  const expired = await createKey(db, 'Expired', rights[0], { ...rights[1], expiresAt: '2020-01-01T00:00:00Z' })
  const revoked = await createKey(db, 'Revoked', ...rights)
  const rotated = await createKey(db, 'Rotated', ...rights)
  await revokeKey(db, 'Revoked')
  await rotateKey(db, 'Rotated', 0)
  const now = Math.floor(Date.now() / 1000)
  credentials.set(REFUSED, [
    {},
    { authorization: 'Basic ZGVzazpkZXNr' },
    ...[expired, revoked, rotated, `${revoked!.slice(0, -1)}-`, 'dlk_nonsense', 'nonsense'].map((key) => bearer(key!)),
    bearer(await issuer.sign({ scope: 'admin', iat: now - 120, exp: now - 60 })),
    bearer(await issuer.sign({ scope: 'admin', exp: undefined })),
    bearer(await issuer.sign({ scope: 'admin', sub: '' })),
  ])
  return { credentials, tokens: issuer.tokens }
}

/** Stores two events in each dataset, and two actors and places. @returns ids by dataset and concept */
async function prepare(service: Service) {
  const events: Record<string, string[]> = {}
  for (const name of ['desk', 'other', 'gdelt']) {
    const places = ['oneton', 'twoton'].map((place) => ({ key: place, kind: 'SETTLEMENT', name: place }))
    const document = reportDocument({
      dataset: { name, title: name, licence: 'CC0-1.0' },
      idempotencyKey: 'rights',
      places,
      events: [phoneCall({ key: 'a' }), phoneCall({ key: 'b' })],
    })
    events[name] = (await accept(service, document)).events.map(({ id }) => id)
  }
  const { data } = await service.ask<Record<string, { nodes: { id: string }[] }>>(
    '{ actors { nodes { id } } places { nodes { id } } articles { nodes { id } } }',
  )
  const [office, storyline, publisher] = [newUuid(), newUuid(), newUuid()]
  await service.db.insert(offices).values({ id: office, title: 'President' })
  await service.db.insert(storylines).values({ id: storyline, title: 'A conflict' })
  await service.db.insert(publishers).values({ id: publisher, name: 'A paper' })
  const others = {
    office: toId('office', office),
    storyline: toId('storyline', storyline),
    publisher: toId('publisher', publisher),
  }
  const idsOf = (plural: string) => data[plural]?.nodes.map(({ id }) => id) ?? []
  return { events, actors: idsOf('actors'), places: idsOf('places'), articles: idsOf('articles'), others }
}

type Stored = Awaited<ReturnType<typeof prepare>>

/** The objects that a row of the table changes, by the names of input fields. */
function targetsOf({ mutation, changes }: Row, { events, actors, places, articles, others }: Stored): Targets {
  if (changes === 'shared') {
    const [into = '', merged = ''] = mutation.endsWith('Places') || mutation.endsWith('Place') ? places : actors
    return {
      into,
      merged,
      actor: into,
      place: into,
      article: articles[0] ?? '',
      ...others,
      mergedActor: merged,
      mergedPlace: merged,
    }
  }
  const [merged = '', into = merged] = changes.split(' into ')
  return {
    event: events[into]?.[0] ?? '',
    into: events[into]?.[0] ?? '',
    merged: events[merged]?.[1] ?? '',
    mergedEvent: events[merged]?.[1] ?? '',
  }
}

function callOf(row: Row, stored: Stored): { query: string; variables: object } {
  const mutation = mutations[row.mutation] as GraphQLField<unknown, unknown>
  const type = mutation.args[0]?.type as GraphQLNonNull<never>
  const dataset = { name: row.changes, title: 'Example desk', licence: 'CC0-1.0' }
  const actors = ['one', 'two'].map((key) => ({ key, kind: 'PERSON', name: `President ${key}` }))
  const input =
    row.mutation === 'publishReport'
      ? { ...report({ dataset, actors, idempotencyKey: 'rights of publishers' }), validateOnly: true }
      : mutationInput(mutation, targetsOf(row, stored))
  return {
    query: `mutation ($input: ${String(type)}) { ${row.mutation}(input: $input) { errors { code path } } }`,
    variables: { input },
  }
}

/** The table of keys has the times of their last use. */
async function digestWithoutKeys({ db }: Service): Promise<Record<string, string>> {
  const { keys: _keys, ...digests } = await digestOf(db)
  return digests
}

test('the table of rights in docs/publishing.md is true for every mutation, dataset and caller', async ({
  service,
}) => {
  const table = readTable()
  // A new mutation needs rows in the table.
  expect(Object.keys(mutations).filter((name) => !table.some(({ mutation }) => mutation === name))).toEqual([])
  expect(table.filter(({ mutation }) => mutations[mutation] === undefined)).toEqual([])

  const { credentials, tokens } = await credentialsOf(service, Object.keys(table[0]?.allowed ?? {}))
  const stored = await prepare(service)
  const { db } = service
  const authenticate = createAuthenticate({ db, tokens, log: silent })
  const app = createApp({ db, cursorKey: 'test', log: silent, authenticate })
  const before = await digestWithoutKeys(service)
  const outcomes: string[] = []
  const expected: string[] = []
  const tried = new Set<string>()
  for (const row of table) {
    const isFirst = !tried.has(row.mutation)
    tried.add(row.mutation)
    const body = JSON.stringify(callOf(row, stored))
    for (const [caller, isAllowed] of Object.entries(row.allowed)) {
      for (const [n, headers] of (credentials.get(caller) ?? []).entries()) {
        // Tokens and refusals do not depend on the dataset: the first row of each mutation tries all.
        if (n > 0 && !isFirst) continue
        service.statements.length = 0
        const response = await app.yoga.fetch('http://dateline.test/graphql', {
          method: 'POST',
          headers: { 'content-type': 'application/json', ...headers },
          body,
        })
        const { data, errors } = (await response.json()) as {
          data?: Record<string, { errors: { code: string }[] }>
          errors?: { message: string; extensions: { code: string } }[]
        }
        if (headers['authorization'] === undefined) expect(service.statements).toEqual([])
        // Past the check of rights: the report is valid, or the version is another one.
        const written = data?.[row.mutation]?.errors.map(({ code }) => code).join(' ')
        const isPast = written === (row.mutation === 'publishReport' ? '' : 'CONFLICT')
        const cell = `${row.mutation} ${row.changes} by ${caller} ${n}`
        const outcome = errors?.[0]?.extensions.code ?? (isPast ? 'yes' : JSON.stringify(data))
        outcomes.push(`${cell}: ${outcome}`)
        expected.push(`${cell}: ${isAllowed ? 'yes' : caller === REFUSED ? 'UNAUTHENTICATED' : 'FORBIDDEN'}`)
      }
    }
  }
  expect(outcomes).toEqual(expected)
  expect(await digestWithoutKeys(service)).toEqual(before)
})
