import { expect } from 'vitest'
import { compose } from '../../database/values/normalize-name.ts'
import { ACTOR_CORRECTION } from '../../ingest/correction/actor.ts'
import { correctEntity } from '../../ingest/correction/correct-entity.ts'
import { uuidOfId } from '../../ingest/format/references.ts'
import { publishReport } from '../../ingest/publish.ts'
import { phoneCall, reportDocument } from '../support/documents/report-document.ts'
import { importLines } from '../support/import.ts'
import { test } from '../support/service.ts'
import { eventLine } from './gdelt/rows.ts'
import { gedLine, headerOf } from './ucdp/rows.ts'

const FORMS = ['NFC', 'NFD'] as const
const [name, other, third] = ['Nguyễn Phú Trọng', 'Άννα Ώρα', '김대중']

test('feeds and reports share actors and places in any normal form, and corrections compose names', async ({
  service,
}) => {
  await importLines(service, 'ucdp', [
    headerOf(),
    ...FORMS.map((form, i) =>
      gedLine({
        id: String(i),
        side_b_new_id: '9999',
        side_b: name.normalize(form),
        where_coordinates: other.normalize(form),
      }),
    ),
  ])
  await importLines(
    service,
    'gdelt',
    FORMS.map((form, i) =>
      eventLine({
        ActionGeo_FullName: `${name.normalize(form)}, Baki, Azerbaijan`,
        ActionGeo_FeatureID: '',
        GLOBALEVENTID: `${i}`,
        Actor1Code: 'AZEGOV',
        Actor1Name: name.normalize(form),
        SOURCEURL: `http://news.example/${form}`,
      }),
    ),
  )
  const names = await service.ask<{ actors: { nodes: { id: string; name: string }[] } }>(
    'query ($name: String!) { actors(where: { namePrefix: $name }, first: 9) { nodes { id name } } }',
    { name },
  )
  // One of each feed: its external id or code distinguishes it.
  expect(names.data.actors.nodes.map((actor) => actor.name)).toEqual([
    compose(name),
    `${compose(name)} (Russia, AZEGOV)`,
  ])
  // The places of a report are those of the feeds: they have the same kind and names.
  const report = reportDocument({
    actors: [{ key: 'a', kind: 'STATE', name: 'State A' }],
    places: [name, other].map((place, i) => ({ key: `p${i}`, kind: 'SETTLEMENT', name: place.normalize('NFD') })),
    events: [phoneCall({ participations: [{ actor: 'a', role: 'INITIATOR' }] })],
  })
  await publishReport(service.db, report, { by: 'test' })
  for (const placeName of [name, other]) {
    const { data } = await service.ask<{ places: { nodes: { name: string }[] } }>(
      'query ($name: String!) { places(where: { namePrefix: $name }, first: 9) { nodes { name } } }',
      { name: placeName.normalize('NFD') },
    )
    expect(data.places.nodes.map((place) => place.name)).toEqual([expect.stringContaining(compose(placeName))])
  }

  const kept = names.data.actors.nodes[0]?.id ?? ''
  await correctEntity(
    service.db,
    ACTOR_CORRECTION,
    { id: uuidOfId(kept), expectedVersion: 1 },
    { name: other.normalize('NFD'), names: { add: [{ name: third.normalize('NFD'), kind: 'ALIAS' }] } },
    { by: 'test', reason: 'Another name' },
  )
  const corrected = await service.ask('query ($id: ID!) { actor(by: { id: $id }) { name names { name } } }', {
    id: kept,
  })
  expect(corrected.data).toEqual({ actor: { name: compose(other), names: [{ name: compose(third) }] } })
})
