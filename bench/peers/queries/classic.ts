import type { QueryName } from './query-name.ts'

/** The queries in the schema of Mercurius and of Apollo Server. */
export const CLASSIC_QUERIES: Record<QueryName, string> = {
  Q1: `query Q1($id: ID!) {
  event(id: $id) {
    id kind title summary realis certainty mentionCount occurred { edtf earliest }
    participations { role label actor { id name } }
  }
}`,
  Q2: `query Q2($kind: String!, $from: DateTime!, $to: DateTime!, $first: Int!) {
  events(kind: $kind, from: $from, to: $to, first: $first) {
    nodes {
      id kind title certainty mentionCount occurred { edtf earliest }
      location { precision place { id name kind latitude longitude } }
      participations { role actor { id name } }
      claims { certainty hedge quote { exact } }
    }
  }
}`,
  Q3: `query Q3($kind: String!, $after: String!) {
  events(kind: $kind, first: 100, after: $after) {
    nodes { id kind title certainty occurred { edtf earliest } }
    pageInfo { hasNextPage endCursor }
  }
}`,
  Q4: `query Q4($search: String!) {
  search(text: $search, first: 20) { id kind title summary certainty occurred { edtf earliest } }
}`,
  Q5: `query Q5($country: ID!) { eventCounts(country: $country) { month kind count } }`,
  Q6: `query Q6($ids: [ID!]!) {
  actors(ids: $ids) { id name events(first: 5) { id kind title occurred { edtf earliest } } }
}`,
  Q7: `query Q7($id: ID!) {
  actor(id: $id) { id counterparts(first: 20) { eventCount lastContact actor { id name } } }
}`,
  Q8: '{ __typename }',
  Q9: `query Q9($kind: String!, $from: DateTime!, $to: DateTime!, $first: Int!) {
  events(kind: $kind, from: $from, to: $to, first: $first) {
    nodes {
      id kind title summary realis polarity certainty mentionCount publisherCount version createdAt updatedAt
      occurred { edtf earliest latest precision basis text }
      location { precision latitude longitude radiusKm text place { id name kind latitude longitude } }
      dataset { id name title licence }
      participations { role side label basis actor { id kind name } }
      claims {
        id aspect detail certainty polarity hedge quote { exact prefix suffix start end sentence }
        article { id url headline publishedOn publisher { id name } }
        attribution { mode label verb agent { id name } }
      }
      quantities { measure of side low best high approximation unit text }
      relations { kind direction certainty event { id title } }
      mentions(first: 5) {
        sentence tone extractionConfidence article { id url headline publishedOn publisher { id name } }
      }
      codes { scheme code }
      storylines { id title }
    }
  }
}`,
  Q10: `query Q10($representations: [_Any!]!) {
  _entities(representations: $representations) {
    __typename
    ... on Event { id title certainty occurred { edtf } }
    ... on Actor { id name }
    ... on Place { id name latitude longitude }
    ... on Article { id url headline }
  }
}`,
}
