import { expect } from 'vitest'
import { openDatabase } from '../../../database/connection/open-database.ts'
import { projectRoot } from '../../../database/project-root.ts'
import { UsageError } from '../../../server/cli/arguments.ts'
import { createStatementPrinter, parseExplainCommand, runExplain } from '../../../server/cli/explain.ts'
import { test } from '../../support/service.ts'
import { silent } from '../../support/silent.ts'

test('explain prints the plan of each list and the statements of the query', async ({ migrated }) => {
  const lines: string[] = []
  const out = { write: (text: string) => lines.push(text) > 0 }
  const statements = createStatementPrinter(out)
  const open = await openDatabase({ ...migrated, log: silent, logger: statements.logger })
  try {
    const command = parseExplainCommand([`${projectRoot}/docs/queries/12-where-in-russia.graphql`])
    await runExplain(open, command, statements, out)
    await expect(runExplain(open, { query: '{ nothing }', variables: {} }, statements, out)).rejects.toThrow(
      'Cannot query field "nothing"',
    )
  } finally {
    await open.close()
  }
  const plans = lines.filter((line) => line.startsWith('plan: ')).map((line) => JSON.parse(line.slice(6)) as object)
  expect(plans.length).toBeGreaterThan(0)
  for (const plan of plans)
    expect(plan).toMatchObject({ checked: expect.any(Array), canUseCounts: expect.any(Boolean) })
  expect(lines.filter((line) => line.startsWith('statement ')).length).toBeGreaterThan(0)
  expect(lines.at(-1)).toMatch(/^[1-9]\d* statements\n$/)
})

test('explain rejects a missing file and variables that are not JSON', () => {
  expect(() => parseExplainCommand([])).toThrow(UsageError)
  expect(() => parseExplainCommand(['missing.graphql'])).toThrow('The file "missing.graphql" cannot be read')
  expect(() => parseExplainCommand([`${projectRoot}/package.json`, '{'])).toThrow('The variables must be a JSON object')
})
