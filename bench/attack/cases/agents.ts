import { ANSWERED, list, REFUSED, type Case } from '../case.ts'
import { http, together, type Sent } from '../http-case.ts'

const PATH = '/mcp'
const MCP_HEADERS = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' }

function posted(body: unknown, sent: Sent = {}): Sent {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return { path: PATH, ...sent, headers: { ...MCP_HEADERS, ...sent.headers }, body: text }
}

function callOf(name: string, values: unknown): object {
  return { jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name, arguments: values } }
}

/** The call of a tool, which is answered, also if the answer is that it is refused. */
function called(name: string, tool: string, values: unknown): Case {
  return http(`mcp: ${name}`, ANSWERED, posted(callOf(tool, values)))
}

const LIST = { jsonrpc: '2.0', id: 1, method: 'tools/list' }

/** Attacks by the tools of language models. */
export const AGENT_CASES: Case[] = [
  http('mcp: a batch of 100', REFUSED, posted(list(100, () => LIST))),
  http('mcp: a batch in white space', REFUSED, posted(` \r\n\t[${JSON.stringify(LIST)}]`)),
  http('mcp: 2 MB', ['413 BAD_USER_INPUT'], posted(' '.repeat(2_000_000))),
  http('mcp: nested 10,000 deep', REFUSED, posted(`{"a":${'['.repeat(10_000)}${']'.repeat(10_000)}}`)),
  http('mcp: another origin', ['403 FORBIDDEN'], posted(LIST, { headers: { origin: 'https://evil.example' } })),
  http('mcp: the origin null', ['403 FORBIDDEN'], posted(LIST, { headers: { origin: 'null' } })),
  http(
    'mcp: DNS rebinding',
    ['403 FORBIDDEN'],
    posted(LIST, { headers: { origin: 'http://evil.example', host: 'evil.example' } }),
  ),
  http('mcp: a form', ['415'], posted('a=b', { headers: { 'content-type': 'application/x-www-form-urlencoded' } })),
  http('mcp: no JSON', ['400'], posted('{')),
  http('mcp: a session that is not there', ANSWERED, posted(LIST, { headers: { 'mcp-session-id': 'x'.repeat(200) } })),
  ...['GET', 'DELETE', 'PUT', 'PATCH'].map((method) =>
    http(`mcp: ${method}`, ['405'], { method, path: PATH, headers: { accept: 'text/event-stream' } }),
  ),
  called('a tool that is not there', '__proto__', {}),
  called('arguments that are a list', 'search_events', []),
  called('keys of objects', 'search_events', { __proto__: { first: 1_000 }, constructor: 1 }),
  called('a page of a million', 'search_events', { first: 1_000_000 }),
  called('a text of 90 kB', 'search_events', { text: 'x'.repeat(90_000) }),
  called('1,000 participants', 'search_events', { participants: list(1_000, (n) => `name ${n}`) }),
  called('a forged cursor', 'search_events', { after: 'x'.repeat(1_000) }),
  called('SQL', 'find_names', { name: "'; drop table events; --" }),
  called('a NUL character', 'find_names', { name: '\u0000' }),
  called('half of a surrogate pair', 'actor_dossier', { actor: '\ud83d' }),
  called('the id of another type', 'get_event', { id: 'act_0000000000g56rnfbmtm3qhkbv' }),
  called('every dimension at once', 'count_events', { by: ['ACTOR', 'PLACE', 'DAY', 'CODE'] }),
  called('an event of ten thousand years', 'count_events', { by: ['DAY'], during: '0001/9998', reading: 'POSSIBLY' }),
  called('a report without a key', 'publish_report', { report: {} }),
  called('a report with wrong contents', 'check_report', { report: { events: list(500, () => []) } }),
  http(
    'mcp: a report of another dataset',
    ANSWERED,
    posted(callOf('publish_report', { report: {} }), { credential: 'a valid key' }),
  ),
  http(
    'mcp: a subscription',
    ['200', '400', '404'],
    posted({ jsonrpc: '2.0', id: 1, method: 'subscriptions/listen', params: {} }),
  ),
  together('mcp: 50 calls at once', ['200', '429 RATE_LIMITED', '503 SERVICE_UNAVAILABLE'], 50, (n) =>
    posted(callOf('search_events', { text: `word${n}` })),
  ),
]
