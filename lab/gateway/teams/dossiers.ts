import type { Ids } from './dateline.ts'
import type { Team } from './team.ts'

/** A team that refers to objects of Dateline by their concrete types, and adds fields to them. */

const SDL = `
extend schema
  @link(url: "https://specs.apollo.dev/federation/v2.6", import: ["@key", "@external", "@requires"])

type Query {
  dossiers: [Dossier!]!
  dossier(number: Int!): Dossier
  "A field that has nothing to do with Dateline."
  motto: String!
}

type Mutation {
  openDossier(title: String!, person: ID!): Dossier!
}

type Dossier @key(fields: "number") {
  number: Int!
  title: String!
  person: Person!
  people: [Person!]!
  calls: [PhoneCall!]!
  place: Place
  sources: [Article!]!
  claims: [Claim!]!
  state: State
  "The thing that the dossier is about."
  subject: Subject
  contents: [Subject!]!
  "A person that Dateline does not have."
  lost: Person
  "The id of an exercise, stored as a call by mistake."
  misfiled: PhoneCall
  "An id that no service has made."
  malformed: Place
  "Two hundred references to few calls and people."
  log: [LogLine!]!
}

type LogLine {
  minute: Int!
  call: PhoneCall
  person: Person
}

union Subject = Person | PhoneCall | Place | Dossier

type Person @key(fields: "id") {
  id: ID!
  name: String! @external
  dossiers: [Dossier!]!
  portrait(size: Int = 100): String!
  "Made of a field of Dateline."
  letterhead: String! @requires(fields: "name")
}

type State @key(fields: "id") {
  id: ID!
  flag: String!
}

type Organization @key(fields: "id") {
  id: ID!
  registry: String
}

type PhoneCall @key(fields: "id") {
  id: ID!
  title: String! @external
  occurred: TimeSpan! @external
  transcript: Transcript
  dossiers: [Dossier!]!
  "Made of two fields of Dateline, one of them below an object."
  caption: String! @requires(fields: "title occurred { edtf }")
}

type TimeSpan {
  edtf: EDTF! @external
}

scalar EDTF
scalar URL

type Transcript {
  words: Int!
  call: PhoneCall!
}

type Ceasefire @key(fields: "id") {
  id: ID!
  monitors: Int!
}

type Place @key(fields: "id") {
  id: ID!
  notes: [String!]!
}

type Article @key(fields: "id") {
  id: ID!
  url: URL @external
  "Null if Dateline does not have the address of the article."
  archiveUrl: String @requires(fields: "url")
  shelf: String!
}

type Claim @key(fields: "id") {
  id: ID!
  checkedBy: String
}
`

interface Dossier {
  number: number
  title: string
  person: number
  calls: number[]
}
interface Reference {
  id: string
}

/** The team of dossiers, which refers to objects of the bundled reports. */
export function dossiers(ids: Ids): Team {
  const stored: Dossier[] = [
    { number: 1, title: 'The spring calls', person: 0, calls: [0, 1] },
    { number: 2, title: 'A quiet office', person: 1, calls: [] },
    { number: 3, title: 'One call', person: 2, calls: [1] },
  ]
  const refer = (type: string, id: string | undefined) => (id === undefined ? null : { __typename: type, id })
  const open = (dossier: Dossier) => ({
    __typename: 'Dossier',
    number: dossier.number,
    title: dossier.title,
    person: refer('Person', ids.people[dossier.person]),
    people: ids.people.slice(0, 3).map((id) => refer('Person', id)),
    calls: dossier.calls.map((index) => refer('PhoneCall', ids.calls[index])),
    place: dossier.number === 2 ? null : refer('Place', ids.places[dossier.number]),
    sources: ids.articles.map((id) => refer('Article', id)),
    claims: ids.claims.slice(0, 2).map((id) => refer('Claim', id)),
    state: refer('State', ids.states[dossier.number]),
    subject: [refer('Person', ids.people[0]), refer('Place', ids.places[0]), null][dossier.number - 1],
    contents: () => [
      refer('PhoneCall', ids.calls[0]),
      open(stored[1] as Dossier),
      refer('Place', ids.places[2]),
      refer('Person', ids.people[1]),
    ],
    lost: refer('Person', 'act_7zzzzzzzzzzzzzzzzzzzzzzzzz'),
    misfiled: refer('PhoneCall', ids.exercise),
    malformed: refer('Place', 'plc_no'),
    log: Array.from({ length: 100 }, (_, minute) => ({
      minute,
      call: refer('PhoneCall', ids.calls[minute % ids.calls.length]),
      person: refer('Person', ids.people[minute % ids.people.length]),
    })),
  })
  const ofCall = ({ id }: Reference) =>
    stored.filter(({ calls }) => calls.some((call) => ids.calls[call] === id)).map(open)
  return {
    name: 'dossiers',
    sdl: SDL,
    resolvers: {
      Query: {
        dossiers: () => stored.slice(0, 3).map(open),
        dossier: (_: unknown, { number }: { number: number }) => {
          const found = stored.find((dossier) => dossier.number === number)
          return found === undefined ? null : open(found)
        },
        motto: () => 'Look it up',
      },
      Mutation: {
        openDossier: (_: unknown, { title, person }: { title: string; person: string }) =>
          open({ number: 4, title, person: ids.people.indexOf(person), calls: [0] }),
      },
      Dossier: {
        __resolveReference: ({ number }: Dossier) =>
          open(stored.find((dossier) => dossier.number === number) as Dossier),
      },
      Person: {
        dossiers: ({ id }: Reference) => stored.filter(({ person }) => ids.people[person] === id).map(open),
        portrait: ({ id }: Reference, { size }: { size: number }) => `https://pictures.example/${id}/${String(size)}`,
        letterhead: ({ name }: { name: string }) => name.toUpperCase(),
      },
      State: { flag: ({ id }: Reference) => `flag of ${id}` },
      Organization: { registry: ({ id }: Reference) => (id === ids.organizations[0] ? 'public' : null) },
      PhoneCall: {
        dossiers: ofCall,
        transcript: ({ id }: Reference) => (id === ids.calls[0] ? { words: 812, call: refer('PhoneCall', id) } : null),
        caption: ({ title, occurred }: { title: string; occurred: { edtf: string } }) => `${title}, ${occurred.edtf}`,
      },
      Ceasefire: { monitors: () => 12 },
      Place: { notes: ({ id }: Reference) => [`of ${id}`, 'by the road'] },
      Article: {
        archiveUrl: ({ url }: { url?: string | null }) => (url ? `https://archive.example/${url}` : null),
        shelf: ({ id }: Reference) => id.slice(-1),
      },
      Claim: { checkedBy: ({ id }: Reference) => (id === ids.claims[0] ? 'Example desk' : null) },
    },
  }
}
