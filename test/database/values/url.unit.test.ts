import { expect, test } from 'vitest'
import { articleIdOf } from '../../../database/values/ids.ts'
import { normalizeUrl } from '../../../database/values/url.ts'

/** Spellings of one address each (RFC 3986, 6.2.2 and 6.2.3), the normal form first. */
const EQUIVALENT = {
  'letter case of scheme and host': ['http://news.example/Path?Q=1#F', 'HTTP://News.EXAMPLE/Path?Q=1#F'],
  'letter case of escapes': ['http://news.example/a%2Fb?c%3Dd#%3A', 'http://news.example/a%2fb?c%3dd#%3a'],
  'escapes of unreserved characters': [
    'http://news.example/~ab-c.d_e?~x=y#z',
    'http://news.example/%7Eab%2Dc%2ed%5fe?%7e%78=%79#%7a',
    'http://news.ex%61mple/~%61b-c.d_e?~x=y#z',
  ],
  'dot segments': [
    'http://news.example/a/c',
    'http://news.example/a/b/../c',
    'http://news.example/./a/./c',
    'http://news.example/../../a/c',
    'http://news.example/a/%2E/b/%2e%2E/c',
  ],
  'a final dot segment': ['http://news.example/a/', 'http://news.example/a/.', 'http://news.example/a/b/..'],
  'the default port of http': ['http://news.example/a', 'http://news.example:80/a', 'http://news.example:/a'],
  'the default port of https': ['https://news.example/a', 'https://news.example:443/a'],
  'an empty path': ['http://news.example/', 'http://news.example', 'HTTP://NEWS.EXAMPLE:80'],
  'an empty path before a query': ['http://news.example/?a', 'http://news.example?a'],
  'an empty path before a fragment': ['http://news.example/#a', 'http://news.example#a'],
  'characters that a URL escapes': [
    'http://news.example/%D4%B1%7C%22?%E4%B8%AD%3C#%C3%A9',
    'http://news.example/Ա|"?中<#é',
    'http://news.example/%d4%B1%7c%22?%e4%b8%ad%3c#%c3%a9',
  ],
  'a host in another script': ['http://xn--mnchen-3ya.example/', 'http://münchen.example', 'http://MÜNCHEN.example/'],
  'an escaped percent sign': ['http://news.example/%257E?%2541', 'http://news.example/%257E?%2541'],
  'a percent sign that begins no escape': ['http://news.example/100%?%zz', 'http://news.example/100%?%zz'],
  'user information': ['http://a~b:c@news.example/', 'http://a%7Eb:c@NEWS.example'],
}

test.each(Object.entries(EQUIVALENT))('makes spellings equal that differ in %s', (_difference, spellings) => {
  const [normal = ''] = spellings
  expect(spellings.map(normalizeUrl)).toEqual(spellings.map(() => normal))
  expect(new Set(spellings.map(articleIdOf)).size).toBe(1)
})

/** Addresses that RFC 3986 does not make equal, although servers may. */
const DISTINCT = [
  ['http://news.example/a', 'https://news.example/a', 'http://www.news.example/a', 'http://news.example./a'],
  ['http://news.example/a', 'http://news.example/a/', 'http://news.example/A', 'http://news.example//a'],
  ['http://news.example/a', 'http://news.example/a?', 'http://news.example/a#', 'http://news.example/a?b'],
  ['http://news.example/?a=1&b=2', 'http://news.example/?b=2&a=1', 'http://news.example/?a=1&b=2&utm_source=x'],
  ['http://news.example/a/b', 'http://news.example/a%2Fb', 'http://news.example/a%252Fb'],
  ["http://news.example/?a='b'", 'http://news.example/?a=%27b%27'],
  ['http://news.example/?a+b', 'http://news.example/?a%20b', 'http://news.example/?a%2Bb'],
  ['http://news.example/?../a', 'http://news.example/?a', 'http://news.example/a#../b', 'http://news.example/a#b'],
  ['http://news.example:8080/', 'http://news.example:443/', 'http://news.example/'],
]

test.each(DISTINCT)('keeps addresses distinct: %s, %s', (...addresses) => {
  expect(new Set(addresses.map(normalizeUrl)).size).toBe(addresses.length)
  expect(new Set(addresses.map(articleIdOf)).size).toBe(addresses.length)
})

test('normalizing twice changes nothing, and a text that is no URL stays as it is', () => {
  const normal = [...Object.values(EQUIVALENT), ...DISTINCT].flat().map(normalizeUrl)
  expect(normal.map(normalizeUrl)).toEqual(normal)
  for (const text of ['', 'BBC Monitoring', 'http://', '//news.example/%7E', '/%7E'])
    expect(normalizeUrl(text)).toBe(text)
})
