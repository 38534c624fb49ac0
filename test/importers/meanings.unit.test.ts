import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { projectRoot } from '../../database/project-root.ts'
import { codesWith, MEANT_CODES, meaningOf } from '../../database/tables/cameo-meanings.ts'
import { MASS_VIOLENCE_DEATHS, VIOLENCE_MEANINGS } from '../../database/tables/ucdp-meanings.ts'
import { ACTIONS, actionCodeOf } from '../../importers/gdelt/action-codes.ts'

/** Replaces the lines between two marks of a document. */
function withBlock(document: string, name: string, lines: readonly string[]): string {
  const block = `<!-- ${name}:begin -->\n\n${lines.join('\n')}\n\n<!-- ${name}:end -->`
  const replaced = document.replace(new RegExp(`<!-- ${name}:begin -->[^]*<!-- ${name}:end -->`), () => block)
  expect(replaced).toContain(block)
  return replaced
}

function cameoTable(): string[] {
  const rows = MEANT_CODES.map((code) => {
    const { kind, action, roles, realis, details = {} } = meaningOf(code)!
    const fields = Object.entries({ ...(realis && { realis }), ...details })
    const values = fields.map(([name, value]) => `${name} ${[value].flat().join(', ') || 'none'}`).join('; ')
    return `| ${code} | ${action} | ${kind} | ${values} | ${roles.join(', ')} |`
  })
  return ['| CAMEO | action | kind | fields | roles of Actor1, Actor2 |', '| --- | --- | --- | --- | --- |', ...rows]
}

function violenceTable(): string[] {
  const rows = Object.entries(VIOLENCE_MEANINGS).map(([type, meaning]) => {
    const { violenceType, kind, deadlyKind, roles } = meaning!
    const deadly = deadlyKind === undefined ? '' : `; from ${MASS_VIOLENCE_DEATHS} deaths (best) on ${deadlyKind}`
    return `| ${type} | ${violenceType} | ${kind}${deadly} | ${roles.join(', ')} |`
  })
  return ['| type_of_violence | violence type | kind | roles of side_a, side_b |', '| --- | --- | --- | --- |', ...rows]
}

test.each([
  ['importers/gdelt/README.md', 'cameo', cameoTable],
  ['importers/ucdp/README.md', 'violence', violenceTable],
])('%s has the table of what codes become', async (path, name, table) => {
  const file = join(projectRoot, path)
  await expect(withBlock(readFileSync(file, 'utf8'), name, table())).toMatchFileSnapshot(file)
})

test('lists for each kind exactly the codes that become it', () => {
  const kinds = new Set([...ACTIONS.keys()].map((code) => meaningOf(code)!.kind))
  for (const kind of kinds) {
    const listed = codesWith((meaning) => meaning.kind === kind)!
    const parts = [...listed.matchAll(/(\d+)(?: \(but not ([\d, ]+)\))?/g)].map(([, code = '', others]) => ({
      code,
      exceptions: others?.split(', ') ?? [],
    }))
    const isListed = (code: string) =>
      parts.some((part) => code.startsWith(part.code) && !part.exceptions.some((other) => code.startsWith(other)))
    for (const code of ACTIONS.keys())
      expect([kind, code, isListed(code)]).toEqual([kind, code, meaningOf(code)!.kind === kind])
  }
})

test('restores a lost leading zero by the root code, and never takes the code for another', () => {
  for (const code of [...ACTIONS.keys()].filter((each) => each.length > 2)) {
    const root = code.slice(0, 2)
    const asNumbers = { EventCode: String(Number(code)), EventRootCode: String(Number(root)) }
    const read = (row: Record<string, string>) => {
      const warnings: string[] = []
      const actual = actionCodeOf(row, (warning) => warnings.push(warning))
      return [actual, warnings.length]
    }
    expect(read({ EventCode: code, EventRootCode: root })).toEqual([code, 0])
    expect(read(asNumbers)).toEqual([code, code.startsWith('0') ? 1 : 0])
    expect(read({ ...asNumbers, EventRootCode: root })).toEqual([code, code.startsWith('0') ? 1 : 0])
    expect(() => read({ EventCode: code, EventRootCode: root === '19' ? '18' : '19' })).toThrow(
      /EventCode must begin with EventRootCode/,
    )
    const withoutRoot = () => read({ EventCode: asNumbers.EventCode })[0]
    expect(asNumbers.EventCode.length > 2 ? withoutRoot() : code).toBe(code)
    expect(() => read({ EventCode: asNumbers.EventCode.slice(0, 2) })).toThrow(/must have three or four digits/)
  }
})
