import type { Ids } from '../teams/dateline.ts'
import { shapes, type Shape } from './shape.ts'

/** Queries over Dateline and the team that knows events and actors only by their interfaces. */
export function clipShapes(ids: Ids): Shape[] {
  const call = ids.calls[0]
  return [
    ...shapes('from Dateline to the team', {
      'a list of events': '{ events(first: 5) { totalCount nodes { __typename title clipCount clips { number } } } }',
      'a list of a kind': '{ phoneCalls { nodes { title clipCount } } }',
      'edges of a kind': '{ ceasefires { edges { cursor node { title clips { seconds } } } } }',
      'a list of actors': '{ actors(first: 30) { nodes { __typename name isFollowed } } }',
      'one event': ['query ($id: ID!) { event(id: $id) { title clips { number seconds } } }', { id: call }],
      'an actor below an event':
        '{ phoneCalls { nodes { title initiators { actor { name isFollowed voice { seconds } } } } } }',
      'events of a place': '{ places(first: 3) { nodes { name events(first: 2) { nodes { title clipCount } } } } }',
      'both root fields': '{ slogan events(first: 1) { nodes { title } } clips { number } }',
    }),
    ...shapes('from the team to Dateline', {
      'a reference': '{ clips { number event { title } } }',
      'several fields':
        '{ clip(number: 1) { event { title realis certainty occurred { edtf } participations { role actor { name } } } } }',
      'a list of references': '{ clip(number: 1) { events { title } } }',
      'an actor': '{ clips { speaker { name kind } } }',
      'back and forth': '{ clips { event { title clips { number event { title } } } } }',
      'only the key': '{ clips { event { id } speaker { id } } }',
      'from an actor to events':
        '{ clip(number: 1) { speaker { name events(first: 2) { nodes { title clipCount } } } } }',
    }),
    ...shapes('interfaces and unions', {
      'the type of a reference': '{ clips { event { __typename title } speaker { __typename name } } }',
      'a fragment on a kind': '{ clips { event { title ... on PhoneCall { topics } } } }',
      'fragments on kinds in a list':
        '{ clip(number: 1) { events { title ... on PhoneCall { topics } ... on Ceasefire { parties { label } } } } }',
      'fields of the team in a fragment on a kind':
        '{ events(first: 20) { nodes { title ... on PhoneCall { clipCount } } } }',
      'fields of the team in a fragment on one event': [
        'query ($id: ID!) { event(id: $id) { ... on PhoneCall { topics clipCount } } }',
        { id: call },
      ],
      'a fragment on a type of actor':
        '{ clips { speaker { name ... on Person { names { name } } ... on State { externalIds { scheme } } } } }',
      'related events': '{ ceasefires { nodes { relations { event { __typename title clipCount } } } } }',
    }),
    ...shapes('fields with @requires', {
      'of a list of events': '{ events(first: 5) { nodes { subtitle } } }',
      'of a list of a kind': '{ phoneCalls { nodes { subtitle } } }',
      'of a reference': '{ clips { event { subtitle } } }',
      'with the field itself': '{ clips { event { title subtitle clipCount } } }',
    }),
    ...shapes('arguments, aliases, fragments', {
      aliases:
        '{ a: clip(number: 1) { e: event { t: title c: clipCount } } b: clip(number: 2) { e: event { t: title } } }',
      variables: [
        'query ($n: Int!, $first: Int!) { clip(number: $n) { speaker { name events(first: $first) { totalCount } } } }',
        { n: 1, first: 1 },
      ],
      'an input object': [
        'query ($where: EventWhere!) { events(where: $where) { nodes { title clips { number } } } }',
        { where: { kinds: ['CEASEFIRE'] } },
      ],
      'named fragments':
        'query { clips { ...Clip } } fragment Clip on Clip { number event { ...Title clipCount } } fragment Title on Event { title realis }',
      'include and skip': [
        'query ($yes: Boolean!) { clips { number @skip(if: $yes) event @include(if: $yes) { title clipCount @skip(if: $yes) } } }',
        { yes: true },
      ],
    }),
    ...shapes('absent objects', {
      'an event that is not stored': '{ clips { number lost { title } } }',
      'a clip that is not there': '{ clip(number: 99) { event { title } } }',
      'an actor that is not given': '{ clip(number: 3) { seconds speaker { name isFollowed } } }',
    }),
    ...shapes('errors', {
      'an argument out of range': '{ slogan events(first: 100000) { nodes { clipCount } } }',
      'an argument below a reference': '{ clips { number speaker { events(first: 100000) { totalCount } } } }',
    }),
  ]
}
