import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { projectRoot } from '../database/project-root.ts'
import { GENERIC_KINDS, TYPED_KINDS } from '../database/tables/event-kinds.ts'
import { addToCatalogues } from './kind-catalogues.ts'
import { namesOfKind, type KindNames } from './kind-names.ts'
import { schemaFile, tableFile, testFile } from './kind-templates.ts'

const USAGE = `Usage: npm run new:kind NAME [-- --plural PLURAL]

Adds a kind of event with a type of its own: its table, its GraphQL type, its test, the catalogue lines, the migration,
and the printed contracts. NAME and PLURAL are in kebab-case, such as "press-conference" and "press-conferences".
A kind that exists without fields of its own, such as "protest", becomes a typed one.`

const { values, positionals } = parseArgs({ allowPositionals: true, options: { plural: { type: 'string' } } })
const [name, ...surplus] = positionals
if (name === undefined || surplus.length > 0) fail(USAGE)
for (const word of [name, values.plural ?? 'ok']) {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(word)) fail(`The name must be in kebab-case; got "${word}".\n\n${USAGE}`)
}
const names = namesOfKind(name, values.plural)
if (names.kind in TYPED_KINDS) fail(`${names.kind} has a type already: schema/event/kinds/${name}.ts.`)
const wasGeneric = (GENERIC_KINDS as readonly string[]).includes(names.kind)

create(`database/tables/kinds/${name}.ts`, tableFile(names, wasGeneric))
create(`schema/event/kinds/${name}.ts`, schemaFile(names))
create(`test/schema/event/kinds/${name}.test.ts`, testFile(names))
addToCatalogues(names, wasGeneric, (path, edit) => {
  const file = join(projectRoot, path)
  writeFileSync(file, edit(readFileSync(file, 'utf8')))
})
addMigration(names, wasGeneric)
execFileSync('npm', ['run', 'generate'], { cwd: projectRoot, stdio: 'inherit' })
run('oxfmt', 'database', 'schema', 'test')
process.stdout.write(`${names.type} is added. Next: give it its own columns and fields, then npm run generate.\n`)

function create(path: string, text: string): void {
  const file = join(projectRoot, path)
  if (existsSync(file)) fail(`${path} exists already.`)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
}

/** drizzle-kit writes the table; events that were stored while the kind was generic get a row of the new table. */
function addMigration({ kind, plural, table }: KindNames, hasEvents: boolean): void {
  run('drizzle-kit', 'generate', '--name', `add_${table}`)
  if (!hasEvents) return
  const journal = JSON.parse(readFileSync(join(projectRoot, 'migrations/meta/_journal.json'), 'utf8')) as {
    entries: { tag: string }[]
  }
  const file = join(projectRoot, `migrations/${journal.entries.at(-1)?.tag}.sql`)
  const insert = `INSERT INTO "${table}" ("event_id") SELECT "id" FROM "events" WHERE "kind" = '${kind}';`
  writeFileSync(file, `${readFileSync(file, 'utf8').trimEnd()}--> statement-breakpoint\n${insert}\n`)
  process.stdout.write(`Events of the kind ${kind} get a row of ${plural} in the migration.\n`)
}

function run(program: string, ...args: string[]): void {
  execFileSync(join(projectRoot, 'node_modules/.bin', program), args, { cwd: projectRoot, stdio: 'inherit' })
}

function fail(message: string): never {
  process.stderr.write(`${message}\n`)
  process.exit(1)
}
