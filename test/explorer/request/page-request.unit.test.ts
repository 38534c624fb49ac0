import { expect, test } from 'vitest'
import { webAddress } from '../../../explorer/request/address.ts'
import { eventsPath, readFilter, searchOf, toggled } from '../../../explorer/request/filter.ts'
import { acceptedFormat, splitFormat } from '../../../explorer/request/page-request.ts'

test('a suffix names a format, and the moment of an id is none', () => {
  expect(splitFormat('/events/evt_1.bib')).toEqual({ path: '/events/evt_1', format: 'bib' })
  expect(splitFormat('/events/evt_1@2026-11-24T12:00:00.000Z')).toMatchObject({ format: undefined })
  expect(splitFormat('/events/evt_1@2026-11-24T12:00:00.000Z.json')).toMatchObject({ format: 'json' })
})

test('the header accept chooses the format with the best quality, else HTML', () => {
  expect(acceptedFormat(undefined)).toBe('html')
  expect(acceptedFormat('*/*')).toBe('html')
  expect(acceptedFormat('text/html,application/xhtml+xml,*/*;q=0.8')).toBe('html')
  expect(acceptedFormat('application/ld+json')).toBe('jsonld')
  expect(acceptedFormat('text/html;q=0.5, application/json')).toBe('json')
  expect(acceptedFormat('application/json;q=0, text/html')).toBe('html')
})

test('a filter and its address are one to one', () => {
  const address = '/events?q=a+b&from=2016&order=OCCURRED_ASC&kind=MEETING&kind=VISIT&realis=SCHEDULED'
  const filter = readFilter(new URL(address, 'http://x').searchParams)
  expect(`/events?${searchOf(filter)}`).toBe(address)
  expect(eventsPath(toggled(toggled(filter, 'kind', 'AID'), 'kind', 'AID'))).toBe(address)
  expect(eventsPath({})).toBe('/events')
})

test('only addresses of the web are links', () => {
  expect(webAddress('https://news.example/a')).toBe('https://news.example/a')
  for (const url of [
    'javascript:alert(1)',
    ' javascript:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    '/x',
    'x',
    '',
    null,
  ]) {
    expect([url, webAddress(url)]).toEqual([url, undefined])
  }
})
