import { expect } from 'vitest'
import { storylines } from '../../../database/tables/storyline.ts'
import { importLines } from '../../support/import.ts'
import { test, type Service } from '../../support/service.ts'
import { gedLine, headerOf } from '../ucdp/rows.ts'

/** Rows that give one dyad several conflicts, and one conflict that is a dyad elsewhere. */
const ROWS = [
  { conflict_name: 'B: Government', dyad_name: 'A - C' },
  { conflict_name: 'A: Government', dyad_name: 'A - C' },
  { conflict_name: 'C: Government', dyad_name: 'D: Territory' },
  { conflict_name: 'D: Territory', dyad_name: 'D: Territory' },
].map((row, i) => ({ id: String(i + 1), ...row }))

async function parentsOf({ db }: Service): Promise<Record<string, string | undefined>> {
  const rows = await db.select().from(storylines).orderBy(storylines.title)
  const titles = new Map(rows.map(({ id, title }) => [id, title]))
  return Object.fromEntries(rows.map(({ title, parentId }) => [title, titles.get(parentId ?? '')]))
}

test.for([
  ['one file', [[0, 1, 2, 3]]],
  ['a file for each row', [[0], [1], [2], [3]]],
  ['a file for each row, the last first', [[3], [2], [1], [0]]],
] as const)('the parent of a storyline does not depend on the order of rows: %s', async ([, files], { service }) => {
  for (const rows of files) {
    await importLines(service, 'ucdp', [headerOf(), ...rows.map((row) => gedLine(ROWS[row] ?? {}))])
  }
  expect(await parentsOf(service)).toEqual({
    'A - C': 'A: Government',
    'A: Government': undefined,
    'B: Government': undefined,
    'C: Government': undefined,
    'D: Territory': undefined,
  })
})
