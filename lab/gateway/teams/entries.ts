import type { Team } from './team.ts'

/** A team that refers to objects of Dateline by what other catalogues call them, and has no ids of Dateline. */

const SDL = `
extend schema @link(url: "https://specs.apollo.dev/federation/v2.6", import: ["@key", "@external", "@requires"])

scalar URL

type Query {
  entries: [Entry!]!
  entry(number: Int!): Entry
}

type Entry @key(fields: "number") {
  number: Int!
  heading: String!
  person: Person
  state: State
  "A page that Dateline may not have."
  source: Article
  people: [Person!]!
}

type Person @key(fields: "wikidataId") {
  wikidataId: String
  name: String! @external
  biography: String
  "Made of a field of Dateline."
  initial: String @requires(fields: "name")
}

type State @key(fields: "isoCode") {
  isoCode: String
  capital: String
}

type Place @key(fields: "geonamesId") {
  geonamesId: String
  elevation: Int
}

type Article @key(fields: "url") {
  url: URL
  rating: Int
}
`

const BIOGRAPHIES: Record<string, string> = { Q567: 'Studied physics.', Q7747: 'Studied law.' }
const CAPITALS: Record<string, string> = { AM: 'Yerevan', DE: 'Berlin', RU: 'Moscow' }

/** The team of entries of a lexicon, which knows people by Wikidata and states by ISO 3166. */
export function entries(): Team {
  const stored = [
    { number: 1, person: 'Q567', state: 'DE' },
    { number: 2, person: 'Q7747', state: 'RU' },
    { number: 3, person: 'Q999999999', state: 'XX' },
  ]
  const open = ({ number, person, state }: (typeof stored)[number]) => ({
    number,
    heading: `Entry ${String(number)}`,
    person: { wikidataId: person },
    state: { isoCode: state },
    source: { url: `https://news.example/entry/${String(number)}` },
    people: [{ wikidataId: 'Q7747' }, { wikidataId: 'Q76658' }, { wikidataId: 'Q567' }],
  })
  const find = (wanted: number) => stored.filter(({ number }) => number === wanted).map(open)[0] ?? null
  return {
    name: 'entries',
    sdl: SDL,
    resolvers: {
      Query: {
        entries: () => stored.map(open),
        entry: (_: unknown, { number }: { number: number }) => find(number),
      },
      Entry: { __resolveReference: ({ number }: { number: number }) => find(number) },
      // Gateways also ask for objects that lack the key, with null.
      Person: {
        biography: ({ wikidataId }: { wikidataId: string | null }) => BIOGRAPHIES[wikidataId ?? ''] ?? null,
        initial: ({ wikidataId, name }: { wikidataId: string | null; name?: string }) =>
          wikidataId === null ? null : (name?.slice(0, 1) ?? null),
      },
      State: { capital: ({ isoCode }: { isoCode: string | null }) => CAPITALS[isoCode ?? ''] ?? null },
      Place: { elevation: ({ geonamesId }: { geonamesId: string | null }) => (geonamesId === null ? null : 4810) },
      Article: { rating: ({ url }: { url: string | null }) => (url === null ? null : 5) },
    },
  }
}
