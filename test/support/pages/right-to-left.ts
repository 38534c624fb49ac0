import { expect } from 'vitest'
import { desk, publish, report } from '../publisher-client.ts'
import type { Service } from '../service.ts'
import { recordPathsOf } from './records.ts'

const TEXT = 'قال الرئيس الأول إن الرئيس الثاني اتصل به يوم الثلاثاء من القدس. وأكد متحدث ذلك.'

/** A report in Arabic, with an actor in Hebrew and a name in Persian: every text of a source runs from right to left. */
function arabicReport() {
  const [call] = report().events
  return {
    dataset: { name: 'arabic', title: 'مكتب الأخبار (1)', licence: 'رخصة حرة', citation: 'مكتب الأخبار, 2016' },
    article: {
      url: 'https://news.example/ar',
      headline: 'مكالمة بين الرئيسين (2016)',
      language: 'ar',
      publishedOn: '2016-04-05',
      publisher: { name: 'صحيفة الخبر' },
    },
    actors: [
      {
        key: 'one',
        kind: 'PERSON',
        name: 'الرئيس الأول',
        description: 'رئيس الدولة الأولى (2012)',
        names: [{ name: 'رئیس‌جمهور نخست', kind: 'ALIAS', language: 'fa' }],
      },
      { key: 'two', kind: 'PERSON', name: 'הנשיא השני' },
      { key: 'office', kind: 'ORGANIZATION', name: 'مكتب المتحدث الرسمي' },
    ],
    places: [{ key: 'place', kind: 'SETTLEMENT', name: 'القدس', latitude: 31.8, longitude: 35.2 }],
    storylines: [{ key: 'story', title: 'محادثات الرئيسين 2016', summary: 'كل ما جرى بين الرئيسين.' }],
    events: [
      {
        ...call,
        title: 'الرئيس الأول يتصل بالرئيس الثاني (2016)',
        summary: 'اتصل الرئيس الأول بالرئيس الثاني, 20 دقيقة.',
        storylines: ['story'],
        occurred: { edtf: '2016-04-05', basis: 'RELATIVE', text: 'يوم الثلاثاء' },
        location: { place: 'place', precision: 'SETTLEMENT', text: 'من القدس', radiusKm: 5 },
        phoneCall: { topics: ['وقف إطلاق النار', 'الحدود', 'trade'] },
        claims: [
          {
            aspect: 'OCCURRENCE',
            certainty: 'REPORTED',
            hedge: 'أكد متحدث',
            quote: { exact: 'إن الرئيس الثاني اتصل به' },
            attribution: [
              { agent: 'one', verb: 'قال', mode: 'INDIRECT_SPEECH' },
              { agent: 'office', label: 'متحدث', verb: 'أكد', mode: 'INDIRECT_SPEECH' },
            ],
          },
        ],
      },
    ],
    text: TEXT,
  }
}

/**
 * Publishes the report, corrects its title, and returns the paths of the views that show it.
 * @throws {Error} if it is refused
 */
export async function publishArabic(service: Service): Promise<Record<string, string>> {
  const key = await desk(service)
  const { errors, events } = await publish(service, key, arabicReport())
  expect(errors).toEqual([])
  const { id } = events[0]!
  const corrected = await service.ask<{ correctEvent: { errors: object[] } }>(
    `mutation ($id: ID!) { correctEvent(input: { event: $id, title: "الرئيسان يتحدثان", reason: "تصحيح العنوان", expectedVersion: 1 }) { errors { message } } }`,
    { id },
    { authorization: `Bearer ${key}` },
  )
  expect(corrected.data.correctEvent.errors).toEqual([])
  return {
    home: '/',
    events: '/events',
    search: `/events?q=${encodeURIComponent('الثلاثاء')}`,
    dataset: '/datasets/arabic',
    ...(await recordPathsOf(service, id)),
  }
}
