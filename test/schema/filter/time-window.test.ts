import { expect } from 'vitest'
import { toId } from '../../../database/values/ids.ts'
import { phoneCall, reportDocument } from '../../support/documents/report-document.ts'
import { accept } from '../../support/ingest.ts'
import { test } from '../../support/service.ts'

/** Of more than a week before the window as well as within it, or open at one end. */
const TIMES = [
  '2018',
  '../2019',
  '2018-06/..',
  '2019-02-20/2019-03-02',
  '2019-03-01',
  '2019-02-20',
  '2019-12',
  '../2018',
]

test('a window finds events that began long before it, or at an unknown time', async ({ service }) => {
  const events = TIMES.map((edtf, i) =>
    phoneCall({ key: `call-${i}`, title: edtf, occurred: { edtf, basis: 'EXPLICIT' } }),
  )
  await accept(service, reportDocument({ events }))
  const titlesIn = async (window: string) => {
    const { data } = await service.ask<{ events: { nodes: { title: string }[] } }>(
      `{ events(where: { occurred: { ${window} } }) { nodes { title } } }`,
    )
    return data.events.nodes.map(({ title }) => title).toSorted()
  }
  expect(await titlesIn('during: "2019-03-01"')).toEqual(
    ['../2019', '2018-06/..', '2019-02-20/2019-03-02', '2019-03-01'].toSorted(),
  )
  expect(await titlesIn('during: "2018-12-30"')).toEqual(['../2018', '../2019', '2018', '2018-06/..'])
})

test('a window bounds the scan of the table that lists the events of an actor, a word or a publisher', async ({
  service,
}) => {
  const uuid = '01890a5d-ac96-774b-bcce-b302099a8057'
  await accept(service, reportDocument({ events: [phoneCall({ key: 'call', title: 'A call' })] }))
  const ofTable = {
    event_texts: { search: 'call' },
    participations: { participants: { some: { actor: toId('actor', uuid) } } },
    mentions: { publisher: [toId('publisher', uuid)] },
    claim_attributions: { attributedTo: toId('actor', uuid) },
    event_storylines: { storyline: toId('storyline', uuid) },
  }
  for (const [table, filter] of Object.entries(ofTable)) {
    for (const [reading, hasStart] of [
      ['CERTAINLY', true],
      ['POSSIBLY', false],
    ] as const) {
      const where = { ...filter, occurred: { during: '2019', reading } }
      await service.ask(`query ($where: EventWhere) { events(where: $where) { nodes { id } } }`, { where })
      const page = service.statements.find((statement) => statement.includes(`join "${table}"`)) ?? ''
      const sort = `"${table}"."occurred_sort"`
      expect([table, reading, page.includes(`${sort} < `), page.includes(`${sort} >= `)]).toEqual([
        table,
        reading,
        true,
        hasStart,
      ])
    }
  }
})
