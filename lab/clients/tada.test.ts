import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { projectRoot } from '../service.ts'
import { inWorkshop } from './workshop.ts'

const tada = join(projectRoot, 'lab', 'node_modules', 'gql.tada', 'bin', 'cli.js')

const USE = `
import { initGraphQLTada, type ResultOf, type VariablesOf } from 'gql.tada'
import type { introspection } from './dateline.d.ts'

const graphql = initGraphQLTada<{ introspection: introspection; scalars: { DateTime: string; EDTF: string } }>()
const Calls = graphql(\`
  query Calls($where: EventWhere!) {
    phoneCalls(where: $where) { nodes { title certainty occurred { edtf } initiators { actor { __typename name } } } }
  }
\`)
type Call = ResultOf<typeof Calls>['phoneCalls']['nodes'][number]
declare const call: Call
call.title satisfies string
call.certainty satisfies 'CONFIRMED' | 'DENIED' | 'DISPUTED' | 'REPORTED' | 'RETRACTED' | 'UNCLEAR' | 'UNVERIFIED'
// @ts-expect-error a call has no such field
call.headline
// @ts-expect-error a certainty is not a number
call.certainty satisfies number
// @ts-expect-error there is no such kind
export const where: VariablesOf<typeof Calls> = { where: { kinds: ['TELEGRAM'] } }
`

test('gql.tada infers the types of results and variables from the contract', async () => {
  const config = {
    compilerOptions: {
      strict: true,
      noEmit: true,
      module: 'esnext',
      moduleResolution: 'bundler',
      target: 'es2023',
      skipLibCheck: true,
      allowImportingTsExtensions: true,
      plugins: [{ name: 'gql.tada/ts-plugin', schema: './schema.graphql', tadaOutputLocation: './dateline.d.ts' }],
    },
    include: ['*.ts'],
  }
  await inWorkshop({ 'tsconfig.json': JSON.stringify(config), 'use.ts': USE }, ({ folder, checkTypes }) => {
    execFileSync(process.execPath, [tada, 'generate-output'], { cwd: folder, stdio: 'pipe' })
    expect(readFileSync(join(folder, 'dateline.d.ts'), 'utf8')).toContain('PhoneCall')
    checkTypes()
    return Promise.resolve()
  })
})
