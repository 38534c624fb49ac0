import type { Ids } from '../teams/dateline.ts'
import { shapes, type Shape } from './shape.ts'

const PERSON = '... on Person { portrait }'

/** Queries over Dateline and the team that knows its concrete types. */
export function dossierShapes(ids: Ids): Shape[] {
  const [call, person, place, article] = [ids.calls[0], ids.people[0], ids.places[0], ids.articles[0]]
  return [
    ...shapes('from Dateline to the team', {
      'a list of a kind':
        '{ phoneCalls { totalCount nodes { id title transcript { words } dossiers { number title } } } }',
      'edges with cursors':
        '{ phoneCalls { edges { cursor node { title dossiers { number } } } pageInfo { hasNextPage } } }',
      'one object by id': ['query ($id: ID!) { place(by: { id: $id }) { name notes } }', { id: place }],
      'an object below an object':
        '{ phoneCalls { nodes { initiators { label actor { name ... on Person { portrait dossiers { title } } } } } } }',
      'objects of a value without id':
        '{ events(first: 5) { nodes { title location { precision place { name notes } } } } }',
      'claims and articles': '{ phoneCalls { nodes { claims { aspect checkedBy article { id shelf } } } } }',
      'back and forth':
        '{ phoneCalls { nodes { title dossiers { title person { name dossiers { number } } calls { title } } } } }',
      'both root fields':
        '{ motto phoneCalls { totalCount } dossier(number: 1) { title } places(first: 2) { nodes { name notes } } }',
    }),
    ...shapes('from the team to Dateline', {
      'a reference': '{ dossier(number: 1) { title person { name kind } } }',
      'a list of references': '{ dossiers { number calls { title topics occurred { edtf } } } }',
      'all references at once': `{ dossiers { title person { name } people { name country { name } } calls { title certainty } place { name kind }
        sources { headline publisher { name } } claims { aspect quote { exact } } state { name codes: externalIds { scheme value } } } }`,
      'lists below a reference':
        '{ dossiers { person { name events(first: 2) { totalCount nodes { __typename title } } } } }',
      'three services deep':
        '{ dossier(number: 3) { calls { participations { role actor { name ...on Person { dossiers { title place { name } } } } } } } }',
      'a reference below a value':
        '{ dossier(number: 1) { calls { transcript { words call { title dossiers { number } } } } } }',
      'two hundred references': '{ dossier(number: 1) { log { minute call { title } person { name } } } }',
      'two hundred references with fields of both':
        '{ dossier(number: 1) { log { call { title caption } person { name portrait letterhead } } } }',
      'only the key': '{ dossiers { person { id __typename } calls { id __typename } } }',
    }),
    ...shapes('interfaces and unions', {
      'kinds of a list of events': `{ events(first: 20) { nodes { __typename title ... on PhoneCall { topics transcript { words } }
        ... on Ceasefire { monitors } ... on Statement { claims { aspect } } } } }`,
      'types of a list of actors': `{ actors(first: 30) { nodes { __typename name ${PERSON} ... on State { flag } ... on Organization { registry } } } }`,
      'a union of the team':
        '{ dossiers { subject { __typename ... on Person { name portrait } ... on Place { name notes } } } }',
      'a list of a union': `{ dossier(number: 1) { contents { __typename ... on PhoneCall { title caption } ... on Dossier { number person { name } }
        ... on Place { name } ... on Person { name letterhead } } } }`,
      'one event by id': [
        'query ($id: ID!) { event(id: $id) { __typename title ... on PhoneCall { caption dossiers { title } } } }',
        { id: call },
      ],
      'an interface within an interface': `{ ceasefires { nodes { monitors relations { kind event { __typename title ... on PhoneCall { transcript { words } } } } } } }`,
      'a fragment on the interface': '{ dossiers { calls { ... on Event { title realis } ... on Node { id } } } }',
      'actors below events': `{ events(first: 10) { nodes { participations { actor { __typename ${PERSON} ... on State { flag name } } } } } }`,
    }),
    ...shapes('fields with @requires', {
      'one field, from Dateline': '{ actors(first: 30) { nodes { ... on Person { letterhead } } } }',
      'one field, from the team': '{ dossiers { person { letterhead } } }',
      'a field below an object': '{ phoneCalls { nodes { caption } } }',
      'a field below an object, from the team': '{ dossiers { calls { caption } } }',
      'under another name': '{ dossiers { calls { title: caption occurred { text } } } }',
      'a field that is null': '{ articles { nodes { url archiveUrl shelf } } }',
      'a null, from the team': '{ dossier(number: 1) { sources { shelf archiveUrl } } }',
    }),
    ...shapes('arguments, aliases, fragments', {
      'aliases of one field':
        '{ a: dossier(number: 1) { t: title p: person { n: name } } b: dossier(number: 2) { t: title p: person { n: name } } }',
      'an alias that is the name of a key': '{ dossiers { state { isoCode: externalIds { scheme value } } } }',
      'aliases with arguments':
        '{ dossier(number: 1) { person { small: portrait(size: 1) large: portrait(size: 900) one: events(first: 1) { totalCount } } } }',
      'variables in both services': [
        'query ($size: Int!, $first: Int!, $number: Int!) { dossier(number: $number) { person { portrait(size: $size) events(first: $first) { nodes { title } } } } }',
        { size: 7, first: 2, number: 1 },
      ],
      'an input object': [
        'query ($where: EventWhere!) { events(where: $where, first: 5) { totalCount nodes { title ... on PhoneCall { dossiers { number } } } } }',
        { where: { kinds: ['PHONE_CALL'], occurred: { during: '2016-04' } } },
      ],
      'a oneOf input': [
        'query ($by: ActorBy!) { actor(by: $by) { name ... on Person { portrait dossiers { number } } } }',
        { by: { id: person } },
      ],
      'a oneOf literal':
        '{ actor(by: { externalId: { scheme: WIKIDATA, value: "Q7747" } }) { name ... on Person { letterhead } } }',
      'named fragments': `query { dossiers { ...Whole } phoneCalls { nodes { ...Call } } }
        fragment Whole on Dossier { title person { ...Who } calls { ...Call } }
        fragment Who on Person { name portrait }
        fragment Call on PhoneCall { title caption }`,
      'include and skip': [
        'query ($yes: Boolean!, $no: Boolean!) { dossier(number: 1) { title @skip(if: $yes) person @include(if: $yes) { name @include(if: $no) portrait } calls @include(if: $no) { title } } }',
        { yes: true, no: false },
      ],
      'the same key twice': '{ dossiers { person { name } person { portrait events(first: 1) { totalCount } } } }',
      introspection: '{ __typename __type(name: "Dossier") { kind name } }',
    }),
    ...shapes('lists, counts, changes', {
      'counts by group': '{ events { totalCount groups(by: [KIND]) { key { kind } count } } dossiers { number } }',
      'counts by actor':
        '{ events { groups(by: [ACTOR], first: 5) { count key { actor { name ... on Person { portrait } } } } } }',
      'the second page':
        '{ events(first: 2) { nodes { title } pageInfo { hasNextPage } } dossier(number: 1) { person { events(last: 1) { nodes { title } } } } }',
      'the feed of changes':
        '{ changes(first: 5) { nodes { kind version event { title ... on PhoneCall { dossiers { number } } } } } }',
      'a search with highlights':
        '{ events(where: { search: "telephones" }) { nodes { title ... on PhoneCall { caption } } } }',
      counterparts: `{ dossier(number: 1) { person { counterparts(first: 3) { actor { name ${PERSON} } } } } }`,
      storylines:
        '{ storylines { nodes { title events(first: 3) { nodes { title ... on PhoneCall { dossiers { title } } } } } } }',
    }),
    ...shapes('moments', {
      'then and now side by side': [
        'query ($id: ID!, $at: DateTime!) { then: event(id: $id, asOf: $at) { id title } now: event(id: $id) { id title ... on PhoneCall { dossiers { number } } } }',
        { id: call, at: ids.then },
      ],
      'a list as of a moment': [
        'query ($at: DateTime!) { phoneCalls(asOf: $at) { totalCount nodes { id title current { id ... on PhoneCall { transcript { words } } } } } }',
        { at: ids.then },
      ],
      'a variable named then': [
        'query ($then: DateTime!) { phoneCalls(asOf: $then) { totalCount } }',
        { then: ids.then },
      ],
      'an id with a moment': ['query ($id: ID!) { event(id: $id) { id asOf title } }', { id: `${call}@${ids.then}` }],
    }),
    ...shapes('absent objects', {
      'an id that is not stored': '{ dossiers { number lost { name } } }',
      'an id that is not stored, with fields of both': '{ dossiers { number lost { portrait name } } }',
      'an id of another kind': '{ dossiers { number misfiled { title } } }',
      'an object that is not there': [
        'query ($id: ID!) { article(id: $id) { headline shelf } dossier(number: 99) { title person { name } } }',
        { id: article },
      ],
      'absent in Dateline, present in the team':
        '{ event(id: "evt_7zzzzzzzzzzzzzzzzzzzzzzzzz") { title } dossiers { title } }',
    }),
    ...shapes('errors', {
      'an argument out of range': '{ motto events(first: 100000) { totalCount } }',
      'a malformed id': '{ dossiers { number malformed { name } } }',
      'one root field of three': '{ dossiers { title person { name } } a: events(first: 100000) { totalCount } }',
      'an argument below a reference': '{ dossiers { number person { events(first: 100000) { totalCount } } } }',
    }),
    ...shapes('writes', {
      'a write of the team': [
        'mutation ($id: ID!) { openDossier(title: "New", person: $id) { number title person { name portrait } calls { title } } }',
        { id: ids.people[1] },
      ],
      'a refused write': [
        `mutation ($input: CorrectEventInput!) { correctEvent(input: $input) { errors { code message } event { title ... on PhoneCall { dossiers { number } } } } }`,
        { input: { event: call, expectedVersion: 999, title: 'No', reason: 'A test' } },
      ],
      'writes of both, one of them refused': [
        `mutation ($id: ID!, $input: CorrectEventInput!) { a: openDossier(title: "A", person: $id) { title } correctEvent(input: $input) { errors { code } }
          b: openDossier(title: "B", person: $id) { person { name } } }`,
        { id: ids.people[1], input: { event: call, expectedVersion: 999, title: 'No', reason: 'A test' } },
      ],
    }),
  ]
}
