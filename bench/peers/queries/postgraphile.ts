import type { QueryName } from './query-name.ts'

const IS_DEFAULT =
  'realis: { equalTo: "ACTUAL" }, polarity: { equalTo: "POSITIVE" }, certainty: { notEqualTo: "RETRACTED" }, evidence: { notEqualTo: "CODED" }'
const IN_MONTH = `filter: { kind: { equalTo: $kind }, ${IS_DEFAULT}, occurredSort: { greaterThanOrEqualTo: $from, lessThan: $to } },
    orderBy: [OCCURRED_SORT_DESC, ROW_ID_DESC], first: $first`
const PLACE = 'place: placeByPlaceId { id: rowId name kind latitude longitude }'
const ARTICLE =
  'article: articleByArticleId { id: rowId url headline publishedOn publisher: publisherByPublisherId { id: rowId name } }'

/** The participations of an event in the order of the report. */
function participations(fields: string, ofActor: string): string {
  return `participations: participationsByEventIdList(orderBy: [ORDINAL_ASC, ACTOR_ID_ASC, ROLE_ASC]) {
        ${fields} actor: actorByActorId { ${ofActor} }
      }`
}

/** The queries in PostGraphile's schema of the tables, with aliases where its names differ. It is no subgraph. */
export const POSTGRAPHILE_QUERIES: Partial<Record<QueryName, string>> = {
  Q1: `query Q1($id: UUID!) {
  event: eventByRowId(rowId: $id) {
    id: rowId kind title summary realis certainty mentionCount edtf earliest
    ${participations('role label', 'id: rowId name')}
  }
}`,
  Q2: `query Q2($kind: String!, $from: Datetime!, $to: Datetime!, $first: Int!) {
  events: allEventsList(${IN_MONTH}) {
      id: rowId kind title certainty mentionCount edtf earliest locationPrecision ${PLACE}
      ${participations('role', 'id: rowId name')}
      claims: claimsByEventIdList(orderBy: [ORDINAL_ASC]) { certainty hedge exact: quoteExact }
  }
}`,
  Q3: `query Q3($kind: String!, $after: Cursor!) {
  events: allEvents(filter: { kind: { equalTo: $kind }, ${IS_DEFAULT} },
    orderBy: [OCCURRED_SORT_DESC, ROW_ID_DESC], first: 100, after: $after) {
    nodes { id: rowId kind title certainty edtf earliest }
    pageInfo { hasNextPage endCursor }
  }
}`,
  Q4: `query Q4($search: String!) {
  events: searchEventsList(query: $search, first: 20) { id: rowId kind title summary certainty edtf earliest }
}`,
  Q5: `query Q5($country: UUID!) {
  groups: monthCountsList(country: $country) { month kind count }
}`,
  Q6: `query Q6($ids: [UUID!]!) {
  actors: allActorsList(filter: { rowId: { in: $ids } }, orderBy: [ROW_ID_ASC]) {
    id: rowId name events: latestEventsList(first: 5) { id: rowId kind title edtf earliest }
  }
}`,
  Q7: `query Q7($id: UUID!) {
  actor: actorByRowId(rowId: $id) {
    id: rowId counterparts: topCounterpartsList { eventCount lastContact actor: counterpart { id: rowId name } }
  }
}`,
  Q8: '{ __typename }',
  Q9: `query Q9($kind: String!, $from: Datetime!, $to: Datetime!, $first: Int!) {
  events: allEventsList(${IN_MONTH}) {
      id: rowId kind title summary realis polarity certainty mentionCount publisherCount version createdAt updatedAt
      edtf earliest latest timePrecision timeBasis timeText
      locationPrecision latitude longitude radiusKm locationText ${PLACE}
      dataset: datasetByDatasetId { id: rowId name title licence }
      ${participations('role side label basis', 'id: rowId kind name')}
      claims: claimsByEventIdList(orderBy: [ORDINAL_ASC]) {
        id: rowId aspect detail certainty polarity hedge
        exact: quoteExact quotePrefix quoteSuffix quoteStart quoteEnd quoteSentence ${ARTICLE}
        attribution: claimAttributionsByEventIdAndClaimIdList(orderBy: [ORDINAL_ASC]) {
          mode label verb agent: actorByAgentId { id: rowId name }
        }
      }
      quantities: quantitiesByEventIdList(orderBy: [ORDINAL_ASC]) {
        measure of side low best high approximation unit text
      }
      relations: eventRelationsByEventIdList { kind certainty targetId }
      mentions: mentionsByEventIdList(orderBy: [ARTICLE_ID_ASC], first: 5) {
        sentence tone extractionConfidence ${ARTICLE}
      }
      codes: eventCodesByEventIdList(orderBy: [SCHEME_ASC, CODE_ASC]) { scheme code }
      storylines: eventStorylinesByEventIdList(orderBy: [STORYLINE_ID_ASC]) {
        storyline: storylineByStorylineId { id: rowId title }
      }
  }
}`,
}
