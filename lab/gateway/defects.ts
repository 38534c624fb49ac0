import type { GatewayName } from './gateways.ts'

/** What a gateway answers wrongly. The test of a shape fails when its defect is gone. */
export interface Defect {
  what: string
  /** The codes or messages of the errors in the wrong answer, or patterns of them. */
  errors: (string | RegExp)[]
}

/** Root lists of a concrete kind lose the fields that another team adds to the interface. */
function lostFields(field: string): Defect {
  return {
    what: 'fields of an @interfaceObject below a root list of one kind are null',
    errors: [`Cannot return null for non-nullable field ${field}.`],
  }
}

/** The answers are right if no type of Dateline has a second key. */
function lostBesideKeys(field: string): Defect {
  return {
    what: 'where any type has two keys, fields of an @interfaceObject below a root field are null',
    // Of what kind the first object of a list is depends on what was published before.
    errors: [new RegExp(`^Cannot return null for non-nullable field \\w+\\.${field}\\.$`)],
  }
}

const NO_PATH: Defect = {
  what: 'no plan for a fragment on one kind below a reference to an @interfaceObject',
  errors: ['Failed to plan query: walker failed to locate path: No paths found for selection item: topics'],
}

/** The known defects, by gateway, team and shape. */
export const DEFECTS: Record<GatewayName, Record<string, Record<string, Defect>>> = {
  '@apollo/gateway': {},
  'Hive Gateway': {
    dossiers: {
      'an alias that is the name of a key': {
        what: 'an alias that is the name of a second key is in conflict with the key, which the planner adds',
        errors: ['GRAPHQL_VALIDATION_FAILED'],
      },
    },
    clips: {
      'a list of events': lostBesideKeys('clipCount'),
      'a list of actors': lostBesideKeys('isFollowed'),
      'one event': lostBesideKeys('clips'),
      'an actor below an event': lostBesideKeys('isFollowed'),
      'fields of the team in a fragment on a kind': lostBesideKeys('clipCount'),
      'fields of the team in a fragment on one event': lostBesideKeys('clipCount'),
      'of a list of events': lostBesideKeys('subtitle'),
      'an input object': lostBesideKeys('clips'),
      'a list of a kind': lostFields('PhoneCall.clipCount'),
      'edges of a kind': lostFields('Ceasefire.clips'),
      'of a list of a kind': lostFields('PhoneCall.subtitle'),
      'an argument below a reference': { what: 'the error of a look-up below an @interfaceObject is lost', errors: [] },
    },
  },
  'Hive Gateway, planner of Hive Router': {
    dossiers: {
      'a variable named then': {
        what: 'a variable or alias `then` is taken for a promise, and the variables are not sent',
        errors: ['SUBREQUEST_HTTP_ERROR'],
      },
      'an argument below a reference': {
        what: 'a non-null field is null, so that clients get what their contract excludes',
        errors: ['BAD_USER_INPUT'],
      },
      'a refused write': {
        what: 'a nullable field of Mutation that fails nulls the whole answer',
        errors: ['UNAUTHENTICATED'],
      },
    },
    entries: {
      'from Dateline': { what: 'a key that is null is left out of a reference, not sent as null', errors: [] },
      'named fragments': { what: 'an absent object that a named fragment reads is empty, not null', errors: [] },
    },
    clips: {
      'a fragment on a kind': NO_PATH,
      'fragments on kinds in a list': NO_PATH,
      'a fragment on a type of actor': {
        what: 'fields in a fragment on one type below a reference to an @interfaceObject are missing',
        errors: [],
      },
    },
  },
}
