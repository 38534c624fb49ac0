import { expect } from 'vitest'
import { toId } from '../../../database/values/ids.ts'
import { test } from '../../support/service.ts'

test('the few events of a storyline are sorted; the many that a word has are read in the order of an index', async ({
  service,
}) => {
  const storyline = toId('storyline', '01890a5d-ac96-774b-bcce-b302099a8057')
  const orders = { MENTION_COUNT_DESC: '"mention_count" + 0', UPDATED_DESC: `"updated_at" + interval '0'` }
  for (const [orderBy, expression] of Object.entries(orders)) {
    const isSorted = async (where: object) => {
      const query = `query ($where: EventWhere) { events(where: $where, orderBy: ${orderBy}) { nodes { id } } }`
      expect((await service.ask(query, { where })).errors).toBeUndefined()
      return service.statements.some((statement) => statement.includes(expression))
    }
    expect([orderBy, await isSorted({ storyline }), await isSorted({ search: 'call' })]).toEqual([orderBy, true, false])
  }
})
