import type { Role } from '../../database/tables/enums.ts'
import type { EventKindName } from '../../database/tables/event-kinds.ts'

/** The kind, typed fields and roles that a CAMEO code becomes. */
export interface CodeMeaning {
  kind: EventKindName
  realis?: 'SCHEDULED'
  details?: Record<string, unknown>
  /** The roles of the source of the action (Actor1) and of its target (Actor2). */
  roles: readonly [source: Role, target: Role]
  /** The template of the event's title: `%1` is the source, `%2` the target. */
  title: string
  /** True if GDELT writes a row for each of the two actors; both rows describe one event. */
  isMutual?: true
  /** True if Actor1 is the target: 043 is the host's row of a visit. */
  isReversed?: true
}

function says(speechAct: string, verb: string): CodeMeaning {
  return {
    kind: 'STATEMENT',
    details: { speechAct },
    roles: ['SPEAKER', 'ADDRESSEE'],
    title: `%1 ${verb} %2`,
  }
}

function does(kind: EventKindName, verb: string, roles: readonly [Role, Role] = ['INITIATOR', 'TARGET']): CodeMeaning {
  return {
    kind,
    roles,
    title: `%1 ${verb} %2`,
  }
}

function fights(modes: string[], verb: string): CodeMeaning {
  return {
    kind: 'ARMED_CLASH',
    details: { modes },
    roles: ['BELLIGERENT', 'BELLIGERENT'],
    title: `%1 ${verb} %2`,
  }
}

function agrees(stage: string, verb: string): CodeMeaning {
  return {
    kind: 'AGREEMENT',
    details: { stage },
    roles: ['PARTY', 'PARTY'],
    title: `%1 ${verb} %2`,
  }
}

function meets(title: string, more: Partial<CodeMeaning> = {}): CodeMeaning {
  return {
    kind: 'MEETING',
    roles: ['PARTICIPANT', 'PARTICIPANT'],
    title,
    isMutual: true,
    ...more,
  }
}

const visit: CodeMeaning = { kind: 'VISIT', roles: ['VISITOR', 'HOST'], title: '%1 visits %2', isMutual: true }

/** By code or prefix of a code (CAMEO 1.1b3); the longest match counts. */
const MEANINGS: Record<string, CodeMeaning> = {
  '01': says('SAY', 'makes a statement on'),
  '015': says('CONFIRM', 'acknowledges responsibility towards'),
  '016': says('DENY', 'denies responsibility towards'),
  '018': says('CONCERN', 'expresses sympathy with'),
  '02': { kind: 'APPEAL', roles: ['SPEAKER', 'ADDRESSEE'], title: '%1 appeals to %2' },
  '03': agrees('INTENT', 'states the intent to cooperate with'),
  '036': meets('%1 and %2 intend to meet', { realis: 'SCHEDULED' }),
  '04': meets('%1 and %2 consult'),
  '040': meets('%1 and %2 consult'),
  '041': meets('%1 and %2 speak by telephone', { kind: 'PHONE_CALL' }),
  '042': visit,
  '043': { ...visit, isReversed: true },
  '044': meets('%1 and %2 meet on the ground of a third', { details: { format: 'THIRD_PARTY' } }),
  '045': { kind: 'MEDIATION', roles: ['MEDIATOR', 'PARTY'], title: '%1 mediates for %2' },
  '046': meets('%1 and %2 negotiate', { kind: 'NEGOTIATION', roles: ['PARTY', 'PARTY'] }),
  '05': does('DIPLOMATIC_ACT', 'engages in diplomacy with'),
  '051': says('PRAISE', 'praises'),
  '052': says('SAY', 'defends'),
  '053': says('SAY', 'rallies support for'),
  '055': says('SAY', 'apologizes to'),
  '056': says('SAY', 'forgives'),
  '057': agrees('SIGNED', 'signs an agreement with'),
  '06': does('COOPERATION', 'cooperates with', ['INITIATOR', 'RECIPIENT']),
  '07': does('AID', 'aids', ['INITIATOR', 'BENEFICIARY']),
  '08': does('OTHER', 'yields to'),
  '084': does('RELEASE', 'releases persons or property of'),
  '086': does('COOPERATION', 'lets in international help for', ['INITIATOR', 'RECIPIENT']),
  '087': does('WITHDRAWAL', 'de-escalates towards'),
  '0871': {
    kind: 'CEASEFIRE',
    details: { phase: 'DECLARED' },
    roles: ['PARTY', 'PARTY'],
    title: '%1 declares a ceasefire with %2',
  },
  '09': does('INVESTIGATION', 'investigates'),
  '10': does('DEMAND', 'makes demands on'),
  '11': does('ACCUSATION', 'disapproves of'),
  '12': does('REJECTION', 'rejects a demand of'),
  '13': does('THREAT', 'threatens'),
  '14': does('PROTEST', 'protests against'),
  '15': does('FORCE_POSTURE', 'shows force towards'),
  '16': does('DIPLOMATIC_ACT', 'reduces relations with'),
  '162': does('SANCTION', 'cuts aid to'),
  '163': does('SANCTION', 'imposes sanctions on'),
  '166': does('WITHDRAWAL', 'withdraws from or expels'),
  '17': does('COERCION', 'coerces'),
  '18': does('ATTACK', 'attacks', ['PERPETRATOR', 'TARGET']),
  '19': fights([], 'fights'),
  '191': does('COERCION', 'blockades'),
  '192': does('ATTACK', 'occupies territory of', ['PERPETRATOR', 'TARGET']),
  '193': fights(['FIREARMS'], 'fights with small arms against'),
  '194': fights(['ARTILLERY'], 'fights with artillery and tanks against'),
  '195': fights(['AERIAL'], 'fights from the air against'),
  '1952': fights(['DRONE'], 'fights with drones against'),
  '196': fights([], 'breaks a ceasefire with'),
  '20': does('MASS_VIOLENCE', 'uses mass violence against', ['PERPETRATOR', 'VICTIM']),
}

export const UNKNOWN_CODE: CodeMeaning = does('OTHER', 'acts towards')

/**
 * The meaning of a CAMEO code.
 * @param code text with its leading zero: `041`, not 41
 * @returns undefined if CAMEO has no such root code
 */
export function meaningOf(code: string): CodeMeaning | undefined {
  return MEANINGS[code] ?? MEANINGS[code.slice(0, 3)] ?? MEANINGS[code.slice(0, 2)]
}
