/** Events of all axes that have defaults, but the retracted. */
export const ALL = 'where: { realis: [ACTUAL, SCHEDULED, DESIRED, HYPOTHETICAL], polarity: [POSITIVE, NEGATIVE] }'

const PARTS = `id title ... on PhoneCall { topics initiators { actor { ...Name } office { title } } }
  ... on ArmedClash { belligerents { side participations { actor { name } } } fatalities { low claim { id } } }
  ... on Exercise { personnel { best } plannedBeforehand } ... on Node { id }
  location { place { name parents { kind place { name } } } } locations { rowCount place { name } }
  participations(roles: [PARTICIPANT, INITIATOR, SPEAKER]) { role actor { __typename ...Name } office { title place { name } } }
  claims(aspects: [OCCURRENCE, QUANTITY]) { id quote { exact inLatestVersion } articleVersion { version article { id } }
    article { headline publisher { name } } attribution { name agent { name } article { id url } } event { title } }
  quantities { low claim { id attribution { name } } } codes { scheme code label } storylines { title parent { title } }
  origins { kind actor { name } claims { article { id } } } dispute { asserting { id article { id } } }
  dataset { name eventCount lastImportAt } externalIds { value dataset { name } } codings { code { label } }
  relations { direction event { title participations { actor { name } } } claims { id } } revisions { version }
  mentions(first: 2) { totalCount nodes { article { headline } publisher { name } event { title } coding { key } } }`

const NAME = `fragment Name on Actor { name ... on State { offices { title tenures { person { name } } } }
  ... on Person { tenures(on: "2016-04-05") { office { title } } } country { name } memberships { organization { name } } }`

/**
 * Queries in which a plan could differ from what the executor does. Each has the variables `$ids`, `$id` (of an event),
 * `$actor`, `$moment` and `$flag`.
 */
export const TRAPS: readonly (readonly [query: string, variables?: Record<string, unknown>])[] = [
  [
    `query($flag: Boolean!) { events(first: 50, ${ALL}) { nodes { ...Parts @include(if: $flag) title } edges { cursor node { ...Parts @skip(if: $flag) kind } } } }
    fragment Parts on Event { ${PARTS} } ${NAME}`,
  ],
  [
    `query($ids: [ID!]!, $flag: Boolean!) { nodes(ids: $ids) { __typename ...Parts ... on Actor @include(if: $flag) { ...Name
      events(first: 2) { totalCount nodes { ...Parts } } } } } fragment Parts on Event { ${PARTS} } ${NAME}`,
  ],
  [
    `query($id: ID!, $moment: DateTime!) { now: event(id: $id) { ...Parts } then: event(id: $id, asOf: $moment) { ...Parts asOf
      current { title participations { actor { name } } } } } fragment Parts on Event { ${PARTS} } ${NAME}`,
  ],
  [
    `query($moment: DateTime!) { events(first: 5, asOf: $moment, ${ALL}) { nodes { title participations { actor { name
      events(first: 1) { nodes { id title participations { actor { name } } } }
      then: events(first: 1, asOf: $moment) { nodes { id title claims { id article { headline } } } } } }
      claims { article { claims(asOf: $moment) { id event { id } } versions { version article { id } } } } } } }`,
  ],
  [
    `query($actor: ID!) { actor(by: { id: $actor }) { name counterparts(first: 3) { eventCount actor { name memberships { organization { name } } } }
      a: events(first: 2) { nodes { title } } b: events(first: 2) { nodes { participations { role } } edges { node { claims { id } } } }
      wrong: events(first: 1000) { nodes { participations { actor { name } } } } } }`,
  ],
  [
    `{ events(first: 20, ${ALL}) { nodes { relations { event { relations { event { relations { event { title participations { actor { name } } } } } } } } } } }`,
  ],
  [
    `{ a: events(first: 3) { nodes { participations { actor { name } } } } b: events(first: 3) { nodes { claims { article { id } } } }
      phoneCalls { edges { node { initiators { actor { name } } } } pageInfo { endCursor } } actors(first: 5) { nodes { country { name } } }
      wrong: events(first: 0) { nodes { participations { actor { name } } } } places(first: 4) { nodes { parents { place { name } } } } }`,
  ],
  [
    `query($ids: [ID!]!) { nodes(ids: $ids) { id ... on Event { mentions(first: 0) { nodes { article { id } } } claims { id } }
      ... on Person { tenures { office { organization { name } } } } ... on Node { id } } }`,
  ],
  [
    `{ nodes(ids: ["evt_01h455vb4pex5vsknk084sn02q", "nonsense"]) { id } changes(first: 5) { nodes { event { title claims { id } } } } }`,
  ],
  [
    `query($actor: ID!) { __typename _entities(representations: [{ __typename: "Event", id: $actor }, { __typename: "Actor", id: $actor }]) {
      __typename ... on Event { title claims { id } } ... on Actor { name memberships { organization { name } } } } }`.replaceAll(
      '$actor }',
      '"x" }',
    ),
  ],
  [
    `{ events(first: 5) { groups(by: [ACTOR, PLACE, COUNTRY, DATASET, CODE]) { count key { actor { name country { name } } place { name }
      country { name parents { place { name } } } dataset { name releases { name } } code { label } } } nodes { participations { actor { name } } } } }`,
  ],
  [
    `{ storylines { nodes { title parts { title parent { title } } events(first: 2) { nodes { storylines { title } } } } } articles { nodes {
      headline language body versions { version body } publisher { name } claims { id event { title } } events(first: 3) { nodes { title } } erasedAt } } }`,
  ],
]
