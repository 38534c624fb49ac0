import { expect } from 'vitest'
import { tablesOf, test } from '../../support/service.ts'

const FIELDS = `count timeFit mentionCount fatalities fatalitiesLow fatalitiesHigh withFatalities withoutFatalitiesBest
  key { kind month year realis certainty evidence dataset { name } cell { id } place { name } }`
const LISTS = [
  'groups(by: [KIND])',
  'groups(by: [MONTH], orderBy: KEY_ASC)',
  'groups(by: [YEAR, KIND], reading: START, orderBy: FATALITIES_DESC)',
  'groups(by: [REALIS, CERTAINTY, EVIDENCE], first: 2)',
  'groups(by: [CELL], zoom: 2)',
  'groups(by: [CELL, KIND], zoom: 0)',
  'groups(by: [MONTH, CELL], zoom: 2, reading: START)',
  'groups(by: [YEAR, DAY, KIND], orderBy: MENTION_COUNT_DESC)',
  'groups(by: [MONTH], emptyBuckets: true, orderBy: KEY_DESC)',
  'groups(by: [DATASET], having: { atLeast: 1000 })',
]

test('lists of groups that are counted together are those that are counted alone', async ({ seeded }) => {
  const ask = async (lists: readonly string[], fields: string) => {
    const text = lists.map((list, i) => `list${i}: ${list} { ${fields} }`).join(' ')
    const { data, errors } = await seeded.ask<{ events: Record<string, unknown[]> }>(
      `{ events(where: { minMentions: 1, realis: [ACTUAL, SCHEDULED, DESIRED] }) { ${text} } }`,
    )
    expect(errors).toBeUndefined()
    return lists.map((_, i) => data.events[`list${i}`])
  }
  for (const fields of [FIELDS, 'count key { kind month }']) {
    const together = await ask(LISTS, fields)
    const alone = await Promise.all(LISTS.map(async (list) => (await ask([list], fields))[0]))
    expect(together).toEqual(alone)
    expect(together.map((groups) => (groups?.length ?? 0) > 0)).toEqual(LISTS.map((list) => !list.includes('having')))
  }
  seeded.statements.length = 0
  await ask(LISTS, 'count')
  expect(tablesOf(seeded.statements)).toHaveLength(1)
})
