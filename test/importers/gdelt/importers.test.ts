import { expect } from 'vitest'
import { digestOf } from '../../support/digest.ts'
import { expectNoDrift, importLines } from '../../support/import.ts'
import { test } from '../../support/service.ts'
import { eventLine, LINES } from './rows.ts'

test('stores rows as events, and writes nothing when the same rows are imported again', async ({ service }) => {
  const first = await importLines(service, 'gdelt', LINES)
  expect(first.counts).toMatchObject({
    rowsRead: 6,
    eventsCreated: 4,
    rowsMerged: 2,
    rowsRejected: 0,
    mentionsWritten: 4,
  })
  await expectNoDrift(service)
  const before = await digestOf(service.db)

  const again = await importLines(service, 'gdelt', LINES)
  expect(again.counts).toMatchObject({
    rowsRead: 6,
    rowsUnchanged: 6,
    eventsCreated: 0,
    eventsCorrected: 0,
    rowsMerged: 0,
    mentionsWritten: 0,
  })
  expect(await digestOf(service.db)).toEqual(before)

  const { data } = await service.ask(`{
    byDefault: events { totalCount } counted: events(where: { evidence: [CODED] }) { groups(by: [EVIDENCE, CERTAINTY, DATASET]) { key { evidence certainty dataset { name method } } count } }
    events(orderBy: OCCURRED_DESC, where: { evidence: [CODED] }) { totalCount groups(by: [KIND], orderBy: KEY_ASC) { key { kind } count } }
    visits(where: { evidence: [CODED] }) { nodes { title participations { role actor { name } } codes { scheme code label } mentionCount
      revisions { kind by version } codings { externalId { value } key code { code } goldsteinScale quadClass isRootEvent averageTone mentionCount actor1Label location { rowCount place { name } } } } }
    armedClashes(where: { location: { country: "AZ" }, participants: { some: { country: "RUS" } }, evidence: [CODED] }) { nodes { modes location { precision radiusKm place { name } } } }
    datasets { name licence citation eventCount imports { totalCount nodes { state format rowsRead rowsUnchanged eventsCreated sha256 } } }
  }`)
  expect(data).toMatchObject({
    byDefault: { totalCount: 0 },
    counted: {
      groups: [
        { key: { evidence: 'CODED', certainty: 'UNVERIFIED', dataset: { name: 'gdelt', method: 'CODED' } }, count: 4 },
      ],
    },
    events: { totalCount: 4 },
    visits: {
      nodes: [
        {
          title: 'RUSSIA -> AZERBAIJAN: make a visit (GDELT 042)',
          participations: [
            { role: 'VISITOR', actor: { name: 'Russia' } },
            { role: 'HOST', actor: { name: 'Azerbaijan' } },
          ],
          codes: [
            { scheme: 'CAMEO', code: '042', label: 'Make a visit' },
            { scheme: 'CAMEO', code: '043', label: 'Host a visit' },
          ],
          mentionCount: 1,
          revisions: [{ kind: 'CREATED', by: 'import gdelt', version: 1 }],
          codings: [
            {
              externalId: { value: '1003' },
              key: 'CONTACT',
              code: { code: '042' },
              goldsteinScale: 1,
              quadClass: 'VERBAL_COOPERATION',
              isRootEvent: true,
              averageTone: -2.5,
              mentionCount: 4,
              actor1Label: 'RUSSIA',
              location: { rowCount: 2, place: { name: 'Baku' } },
            },
            { externalId: { value: '1004' }, code: { code: '043' }, actor1Label: 'AZERBAIJAN' },
          ],
        },
      ],
    },
    armedClashes: {
      nodes: [{ modes: ['ARTILLERY'], location: { precision: 'SETTLEMENT', radiusKm: 10, place: { name: 'Baku' } } }],
    },
    datasets: [
      {
        name: 'gdelt',
        eventCount: 4,
        imports: {
          totalCount: 2,
          nodes: [
            { state: 'DONE', rowsUnchanged: 6, eventsCreated: 0 },
            { state: 'DONE', rowsRead: 6, eventsCreated: 4 },
          ],
        },
      },
    ],
  })
})

test('merges the rows of one event that are in two files, in either order', async ({ service }) => {
  await importLines(service, 'gdelt', [LINES[0]!, LINES[4]!])
  const second = await importLines(service, 'gdelt', [LINES[1]!, LINES[3]!])
  // Row 1001 is merged into the call of row 1000. Row 1003 comes before row 1004 of the visit, so it describes it now.
  expect(second.counts).toMatchObject({ eventsCreated: 0, rowsMerged: 1 })
  const { data } = await service.ask<{ phoneCalls: object; visits: object }>(`{
    phoneCalls(where: { evidence: [CODED] }) { nodes { title codes { code } externalIds { value } } }
    visits(where: { evidence: [CODED] }) { nodes { title codes { code } externalIds { value } } } }`)
  expect(data).toMatchObject({
    phoneCalls: { nodes: [{ externalIds: [{ value: '1000' }, { value: '1001' }] }] },
    visits: {
      nodes: [{ codes: [{ code: '042' }, { code: '043' }], externalIds: [{ value: '1003' }, { value: '1004' }] }],
    },
  })
  const again = await importLines(service, 'gdelt', LINES.slice(0, 5))
  expect(again.counts).toMatchObject({ rowsUnchanged: 4, eventsCreated: 1, eventsCorrected: 0 })
  await expectNoDrift(service)
})

test('corrects the event of a changed row and records the changes in its history', async ({ service }) => {
  await importLines(service, 'gdelt', LINES)
  const { counts } = await importLines(service, 'gdelt', [
    eventLine({ GLOBALEVENTID: '1002', EventCode: '180', QuadClass: '4', GoldsteinScale: '-9', SQLDATE: '20160404' }),
  ])
  expect(counts).toMatchObject({ eventsCreated: 0, eventsCorrected: 1 })
  const { data } = await service.ask<{ events: { nodes: { revisions: { changes: { field: string }[] }[] }[] } }>(
    '{ events(where: { kinds: [ATTACK], dataset: ["gdelt"] }) { nodes { kind occurred { edtf } codes { code } participations { role } revisions { kind version changes { field before after } } } } armedClashes { totalCount } }',
  )
  expect(data).toMatchObject({
    armedClashes: { totalCount: 0 },
    events: {
      nodes: [
        {
          kind: 'ATTACK',
          occurred: { edtf: '2016-04-04' },
          codes: [{ code: '180' }],
          participations: [{ role: 'PERPETRATOR' }, { role: 'TARGET' }],
          revisions: [{ kind: 'CREATED' }, { kind: 'CORRECTED', version: 2 }],
        },
      ],
    },
  })
  const [, corrected] = data.events.nodes[0]!.revisions
  expect(corrected!.changes.map(({ field }) => field)).toEqual([
    'kind',
    'title',
    'occurred',
    'details',
    'participations',
    'codes',
    'codings',
  ])
  expect(corrected!.changes[0]).toEqual({ field: 'kind', before: 'ARMED_CLASH', after: 'ATTACK' })
  await expectNoDrift(service)
})

test('resolves the states and countries of a feed to those of published reports', async ({ service }) => {
  const { seedDatabase } = await import('../../../seeds/seed.ts')
  const { seedsFolder } = await import('../../../server/open-migrated.ts')
  await seedDatabase(service.db, seedsFolder)
  await importLines(service, 'gdelt', LINES)
  const { data } = await service.ask<{ actors: { nodes: { name: string; externalIds: { scheme: string }[] }[] } }>(
    '{ actors(where: { kinds: [STATE] }, first: 50) { nodes { name externalIds { scheme value } events(where: { dataset: ["gdelt"] }) { totalCount } } } places(where: { kinds: [COUNTRY] }, first: 50) { nodes { name } } }',
  )
  const names = data.actors.nodes.map(({ name }) => name)
  expect(new Set(names).size).toBe(names.length)
  expect(names).toContain('Azerbaijan')
  await expectNoDrift(service)
})
