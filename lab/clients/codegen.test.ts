import { generate } from '@graphql-codegen/cli'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, inject, test, vi } from 'vitest'
import { projectRoot } from '../service.ts'
import { ask } from './corrected-call.ts'
import { cacheRules, type CacheRules } from './example/cache-rules.ts'
import { fetchContract, inWorkshop } from './workshop.ts'

const example = join(import.meta.dirname, 'example')
const queries = join(projectRoot, 'docs', 'queries')

/** The part of `example/page.ts` that the test uses; the file is compiled only in a workshop. */
interface Page {
  rows: { title: string }[]
  total: number
  hasMore: boolean
  more: () => Promise<void>
  html: () => string
}

/** Two uses that the types must refuse, and one that they must accept. */
const MISTAKES = `
import type { EventWhere, ActorBy } from './gql/graphql.ts'
// @ts-expect-error there is no such kind
export const where: EventWhere = { kinds: ['TELEGRAM'] }
// @ts-expect-error exactly one handle is allowed
export const by: ActorBy = { id: 'act_1', name: 'A' }
export const right: EventWhere = { kinds: ['PHONE_CALL'], occurred: { during: '2016-04' } }
`

test('the client preset of graphql-codegen types the example and all documented queries, and the example runs', async () => {
  const documents = Object.fromEntries(
    readdirSync(queries).map((file) => [`queries/${file}`, readFileSync(join(queries, file), 'utf8')]),
  )
  const files = {
    ...documents,
    'page.ts': readFileSync(join(example, 'page.ts'), 'utf8'),
    'cache-rules.ts': readFileSync(join(example, 'cache-rules.ts'), 'utf8'),
    'mistakes.ts': MISTAKES,
    'queries/who-is.graphql': 'query WhoIs($by: ActorBy!) { actor(by: $by) { name } }',
  }
  await inWorkshop(files, async ({ folder, checkTypes }) => {
    await generate(
      {
        cwd: folder,
        silent: true,
        schema: 'schema.graphql',
        documents: ['page.ts', 'queries/*.graphql'],
        generates: {
          'gql/': {
            preset: 'client',
            presetConfig: { fragmentMasking: false },
            config: { useTypeImports: true, enumsAsTypes: true, defaultScalarType: 'string' },
          },
        },
        importExtension: '.ts',
      },
      true,
    )
    checkTypes()

    const { EventPage } = (await import(pathToFileURL(join(folder, 'page.ts')).href)) as {
      EventPage: new (url: string, rules: CacheRules, where: object) => Page
    }
    const warn = vi.spyOn(console, 'warn')
    const where = { occurred: { during: '2016-04' }, realis: ['ACTUAL'] }
    const page = new EventPage(inject('url'), cacheRules(await fetchContract()), where)
    while (page.hasMore) await page.more()
    const all = (await ask(
      'query ($where: EventWhere!) { events(where: $where, first: 100) { totalCount nodes { title } } }',
      {
        where,
      },
    )) as { events: { totalCount: number; nodes: { title: string }[] } }
    expect(page.total).toBe(all.events.totalCount)
    expect(page.rows.map(({ title }) => title)).toEqual(all.events.nodes.map(({ title }) => title))
    expect(page.rows.length).toBeGreaterThan(5)
    expect(page.html()).toContain('<q>')
    expect(warn.mock.calls).toEqual([])
  })
})
