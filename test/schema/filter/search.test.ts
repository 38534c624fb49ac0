import { sql } from 'drizzle-orm'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { expect } from 'vitest'
import { projectRoot } from '../../../database/project-root.ts'
import { readRows } from '../../../database/sql/rows.ts'
import { parseSearchText } from '../../../database/values/search-syntax.ts'
import { publishReport } from '../../../ingest/publish.ts'
import { seedDatabase } from '../../../seeds/seed.ts'
import { sharedFile } from '../../importers/shared-data.ts'
import { claim, phoneCall, reportDocument } from '../../support/documents/report-document.ts'
import { expectNoDrift, importInto, importLines } from '../../support/import.ts'
import { test, type Service } from '../../support/service.ts'

/** Names, each the participant of one event, with what else finds this event and no other. */
const NAMES: Record<string, string[]> = {
  'Kim Jong-un': ['kim jong un', 'Jong-Un', '"Jong-un"'],
  'Al-Shabaab': ['al shabaab', 'Al‑Shabaab'],
  'U.S. Marshals': ['US Marshals', 'u.s. marshals'],
  'J. F. Kennedy': ['J.F. Kennedy', 'JF Kennedy'],
  "N'Djamena Council": ['N’Djamena', 'NDjamena'],
  'José Muñoz': ['Jose Munoz', 'José Muñoz'.normalize('NFD')],
  WHO: ['who', 'WHO'],
  IS: ['IS', 'is'],
  IT: ['IT'],
  'AT&T': ['AT&T', 'at&t'],
  'R&D Corps': ['r&d corps'],
  Will: ['Will'],
  'Αθήνα Όμιλος': ['ΑΘΉΝΑ', 'Athina'],
  'Йод Ўрда': ['йод', 'ЙОД'],
  'نادي مُحَمَّد': ['محمد'],
  'צה״ל': ['צהל', 'צה״ל'],
  北京の会社: ['北京', '会社'],
  กรุงเทพมหานคร: ['กรุงเทพ'],
  ເວຽງຈັນ: ['ວຽງຈັນ'],
  ရန်ကုန်မြို့: ['ရန်ကုန်'],
  ភ្នំពេញ: ['ពេញ'],
}

/** The names as participants, as places, as titles and as quotes: one event for each. */
function documentOf(names: readonly string[]) {
  const text = `Call: ${names.join(' / ')}.`
  const event = (key: string, overrides: Record<string, unknown>) =>
    phoneCall({
      key,
      title: 'Call',
      participations: [],
      claims: [claim('', { quote: { exact: 'Call', start: 0, end: 4 } })],
      occurred: { edtf: '2020', basis: 'INFERRED' },
      ...overrides,
    })
  return reportDocument({
    article: { url: 'https://news.example/names', body: text, publisher: { name: 'Example News' } },
    actors: names.map((name, i) => ({ key: `a${i}`, kind: 'GROUP', name })),
    places: names.map((name, i) => ({ key: `p${i}`, kind: 'SITE', name })),
    events: names.flatMap((name, i) => {
      const start = text.indexOf(name)
      const quote = { exact: name, start, end: start + name.length }
      return [
        event(`actor${i}`, { participations: [{ actor: `a${i}`, role: 'INITIATOR' }] }),
        event(`place${i}`, { location: { place: `p${i}`, precision: 'SITE' } }),
        event(`title${i}`, { title: name }),
        event(`quote${i}`, { claims: [claim('', { quote })] }),
      ]
    }),
  })
}

const TEXTS_PER_REQUEST = 20

/** The number of events that each search text finds. Texts that mean the same are sent once. */
async function countsOf(service: Service, texts: readonly string[]): Promise<(number | undefined)[]> {
  const counts = new Map<string | null, number>()
  const distinct = [...new Map(texts.map((text) => [parseSearchText(text), text])).values()]
  for (let start = 0; start < distinct.length; start += TEXTS_PER_REQUEST) {
    const some = distinct.slice(start, start + TEXTS_PER_REQUEST)
    const fields = some.map((text, i) => `_${i}: events(where: { search: ${JSON.stringify(text)} }) { totalCount }`)
    const { data, errors } = await service.ask<Record<string, { totalCount: number }>>(`{ ${fields.join(' ')} }`)
    expect(errors).toBeUndefined()
    for (const [i, text] of some.entries()) counts.set(parseSearchText(text), data[`_${i}`]?.totalCount ?? -1)
  }
  return texts.map((text) => counts.get(parseSearchText(text)))
}

test('a name finds its events as it is written: participants, places, titles and quotes', async ({ service }) => {
  const names = Object.keys(NAMES)
  const { events } = await publishReport(service.db, documentOf(names), { by: 'test' })
  expect(events).toHaveLength(4 * names.length)
  // A stop word alone is not looked for in quotes, a transliteration only in names.
  const expected = Object.entries(NAMES).flatMap(([name, others]) =>
    [...new Set([name, ...others])].map((text): [string, number] => {
      const isStopWord = /^(?:who|is|it|will)$/i.test(name)
      return [text, text === 'Athina' ? 2 : isStopWord ? 3 : 4]
    }),
  )
  expected.push(['WHO or IS', 6], ['WHO Kennedy', 0], ['who Kennedy', 4], ['Kim -Jong-un', 0], ['会議', 0])
  const counts = await countsOf(
    service,
    expected.map(([text]) => text),
  )
  expect(expected.map(([text], i) => [text, counts[i]])).toEqual(expected)
  await expectNoDrift(service)
})

test('a search text without words is refused, and never matches everything', async ({ seeded }) => {
  const lists = ['events', 'articles', 'storylines']
  for (const text of ['%', '—', '-', '""', '"', '((', ':*', '😀', '!?', '-%', '·']) {
    for (const list of lists) {
      const { errors } = await seeded.ask(
        `query ($text: String) { ${list}(where: { search: $text }) { totalCount } }`,
        {
          text,
        },
      )
      expect(errors?.[0]?.extensions?.['code']).toBe('BAD_USER_INPUT')
      expect(errors?.[0]?.message).toBe(
        `\`search\` must have at least one letter or digit; got ${JSON.stringify(text)}. Search for a word.`,
      )
    }
  }
  const [all = 0, ...some] = await countsOf(seeded, [' ', 'the', 'and', 'who', 'a', 'or', 'not the', 'IT'])
  for (const count of some) expect(count).toBeLessThan(all)
})

const UCDP = sharedFile('ucdp-ged/hdx_conflict_data_ukr_2021.csv.gz')
const GDELT = ['sample100.20150218230000.export.CSV', 'sample100.20150218224500.translation.export.CSV'].map((name) =>
  sharedFile(`gdelt2/events/${name}`),
)

test('every stored name and label finds the events of its bearer', async ({ service }) => {
  await seedDatabase(service.db, join(projectRoot, 'seeds/reports'))
  for (const file of GDELT) if (file) await importInto(service, 'gdelt', file)
  if (UCDP) await importLines(service, 'ucdp', gunzipSync(readFileSync(UCDP)).toString().split('\n').slice(0, 120))
  expect(await lostNames(service)).toEqual([])
})

/** Returns the names and labels that do not find an event of the actor, or at the place, that bears them. */
async function lostNames({ db }: Pick<Service, 'db'>): Promise<unknown[]> {
  const bearers = await readRows<{ name: string; event: string }>(
    db,
    sql`select distinct on (name) name, event::text from (
      select a.name::text, p.event_id from participations p join actors a on a.id = p.actor_id
      union all select n.name, p.event_id from participations p join actor_names n on n.actor_id = p.actor_id
      union all select label, event_id from participations where label is not null
      union all select l.name::text, e.id from events e join place_ancestors a on a.place_id = e.place_id join places l on l.id = a.ancestor_id
      union all select n.name, e.id from events e join place_ancestors a on a.place_id = e.place_id join place_names n on n.place_id = a.ancestor_id
    ) b(name, event) where name ~ '[[:alnum:]]' or name ~ '[^ -~]' order by name, event`,
  )
  expect(bearers.length).toBeGreaterThan(50)
  const queries = bearers.map(({ name }) => parseSearchText(name))
  return readRows(
    db,
    sql`select b.name, b.query from unnest(${sql.param(bearers.map(({ name }) => name))}::text[],
        ${sql.param(bearers.map(({ event }) => event))}::uuid[], ${sql.param(queries)}::text[]) b(name, event, query)
      where not exists (select from event_texts t where t.event_id = b.event and t.words @@ to_tsquery('dateline', b.query))`,
  )
}
