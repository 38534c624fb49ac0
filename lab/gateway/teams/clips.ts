import type { Ids } from './dateline.ts'
import type { Team } from './team.ts'

/** A team that adds fields to every event and actor, and refers to them without knowing their kinds. */

const SDL = `
extend schema
  @link(
    url: "https://specs.apollo.dev/federation/v2.6"
    import: ["@key", "@external", "@requires", "@interfaceObject"]
  )

type Query {
  clips: [Clip!]!
  clip(number: Int!): Clip
  "A field that has nothing to do with Dateline."
  slogan: String!
}

type Clip @key(fields: "number") {
  number: Int!
  seconds: Int!
  event: Event!
  events: [Event!]!
  speaker: Actor
  "An event that Dateline does not have."
  lost: Event
}

type Event @key(fields: "id") @interfaceObject {
  id: ID!
  title: String! @external
  clips: [Clip!]!
  clipCount: Int!
  "Made of a field of Dateline."
  subtitle: String! @requires(fields: "title")
}

type Actor @key(fields: "id") @interfaceObject {
  id: ID!
  isFollowed: Boolean!
  voice: Clip
}
`

interface Reference {
  id: string
}

/** The team of clips, which refers to events and actors of the bundled reports. */
export function clips(ids: Ids): Team {
  const refer = (id: string | undefined) => (id === undefined ? null : { id })
  const stored = [
    { number: 1, seconds: 30, event: ids.calls[0], speaker: ids.people[0] },
    { number: 2, seconds: 95, event: ids.calls[1], speaker: ids.states[0] },
    { number: 3, seconds: 12, event: ids.ceasefire, speaker: undefined },
  ]
  const open = ({ number, seconds, event, speaker }: (typeof stored)[number]) => ({
    number,
    seconds,
    event: refer(event),
    events: ids.events.map(refer),
    speaker: refer(speaker),
    lost: refer('evt_7zzzzzzzzzzzzzzzzzzzzzzzzz'),
  })
  const find = (number: number) => stored.filter((clip) => clip.number === number).map(open)[0] ?? null
  const ofEvent = ({ id }: Reference) => stored.filter(({ event }) => event === id).map(open)
  return {
    name: 'clips',
    sdl: SDL,
    resolvers: {
      Query: {
        clips: () => stored.map(open),
        clip: (_: unknown, { number }: { number: number }) => find(number),
        slogan: () => 'Seen and heard',
      },
      Clip: { __resolveReference: ({ number }: { number: number }) => find(number) },
      Event: {
        clips: ofEvent,
        clipCount: (event: Reference) => ofEvent(event).length,
        subtitle: ({ title }: { title: string }) => title.toLowerCase(),
      },
      Actor: {
        isFollowed: ({ id }: Reference) => id === ids.people[0],
        voice: ({ id }: Reference) => stored.filter(({ speaker }) => speaker === id).map(open)[0] ?? null,
      },
    },
  }
}
