import type { Ids } from '../teams/dateline.ts'
import { shapes, type Shape } from './shape.ts'

/** Queries over Dateline and the team that refers to it by keys of other catalogues. */
export function entryShapes(ids: Ids): Shape[] {
  return [
    ...shapes('from Dateline to the team', {
      'people by their second key': '{ actors(first: 30) { nodes { __typename name ... on Person { biography } } } }',
      'both keys':
        '{ actors(first: 30) { nodes { id ... on Person { wikidataId biography } ... on State { isoCode capital } } } }',
      'a person by id': [
        'query ($id: ID!) { actor(by: { id: $id }) { name ... on Person { biography } } }',
        { id: ids.people[0] },
      ],
      'states below events':
        '{ events(first: 10) { nodes { participations { actor { name ... on State { capital } } } } } }',
      'objects without the key':
        '{ places(first: 3) { nodes { name elevation } } articles { nodes { headline rating } } }',
      'both root fields': '{ entries { heading } states: actors(first: 5) { nodes { ... on State { capital } } } }',
    }),
    ...shapes('from the team to Dateline', {
      'a person': '{ entries { heading person { name } } }',
      'a state': '{ entries { state { name isoCode } } }',
      'the id of Dateline': '{ entries { person { id wikidataId } state { id } } }',
      'only the key': '{ entries { person { wikidataId } } }',
      'a list': '{ entry(number: 1) { people { name biography } } }',
      'lists below': '{ entries { person { name events(first: 2) { totalCount nodes { title } } } } }',
      'back and forth':
        '{ entry(number: 2) { person { events(first: 3) { nodes { title participations { actor { name ... on Person { biography } } } } } } } }',
    }),
    ...shapes('fields with @requires', {
      'from the team': '{ entries { person { initial } } }',
      'from Dateline': '{ actors(first: 30) { nodes { ... on Person { initial biography } } } }',
    }),
    ...shapes('arguments, aliases, fragments', {
      aliases:
        '{ a: entry(number: 1) { p: person { n: name b: biography } } b: entry(number: 2) { p: person { n: name } } }',
      'named fragments':
        'query { entries { person { ...Who } } actors(first: 30) { nodes { ...Who } } } fragment Who on Person { name biography }',
    }),
    ...shapes('absent objects', {
      'a key that is not stored': '{ entry(number: 3) { heading person { name } state { name capital } } }',
      'an address that is not stored': '{ entries { heading source { headline rating } } }',
    }),
  ]
}
