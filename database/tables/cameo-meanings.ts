import type { Role } from './enums.ts'
import type { EventKindName } from './event-kinds.ts'

/** The kind, typed fields and roles that a CAMEO code becomes. */
export interface CodeMeaning {
  kind: EventKindName
  realis?: 'SCHEDULED'
  details?: Record<string, unknown>
  /** The roles of the source of the action (Actor1) and of its target (Actor2). */
  roles: readonly [source: Role, target: Role]
  /** The action of the code in a few words, for the title of the event. */
  action: string
  /** True if GDELT writes a row for each of the two actors; both rows describe one event. */
  isMutual?: true
  /** True if Actor1 is the target: 043 is the host's row of a visit. */
  isReversed?: true
}

function says(speechAct: string, action: string): CodeMeaning {
  return {
    kind: 'STATEMENT',
    details: { speechAct },
    roles: ['SPEAKER', 'ADDRESSEE'],
    action,
  }
}

function does(
  kind: EventKindName,
  action: string,
  roles: readonly [Role, Role] = ['INITIATOR', 'TARGET'],
): CodeMeaning {
  return {
    kind,
    roles,
    action,
  }
}

function fights(modes: string[], action: string): CodeMeaning {
  return {
    kind: 'ARMED_CLASH',
    details: { modes },
    roles: ['BELLIGERENT', 'BELLIGERENT'],
    action,
  }
}

function agrees(stage: string, action: string): CodeMeaning {
  return {
    kind: 'AGREEMENT',
    details: { stage },
    roles: ['PARTY', 'PARTY'],
    action,
  }
}

function meets(action: string, more: Partial<CodeMeaning> = {}): CodeMeaning {
  return {
    kind: 'MEETING',
    roles: ['PARTICIPANT', 'PARTICIPANT'],
    action,
    isMutual: true,
    ...more,
  }
}

const visit: CodeMeaning = { kind: 'VISIT', roles: ['VISITOR', 'HOST'], action: 'make a visit', isMutual: true }

/**
 * The only table of what CAMEO codes become (CAMEO 1.1b3): the importer, the descriptions of the schema and the README of
 * the importer are made from it. By code or prefix of a code; the longest match counts.
 */
const MEANINGS: Record<string, CodeMeaning> = {
  '01': says('SAY', 'make a statement'),
  '011': does('OTHER', 'decline to comment'),
  '015': says('CONFIRM', 'acknowledge or claim responsibility'),
  '016': says('DENY', 'deny responsibility'),
  '017': does('OTHER', 'engage in a symbolic act'),
  '018': says('CONCERN', 'make an empathetic comment'),
  '02': { kind: 'APPEAL', roles: ['SPEAKER', 'ADDRESSEE'], action: 'make an appeal or request' },
  '03': agrees('INTENT', 'express the intent to cooperate'),
  '036': meets('express the intent to meet or negotiate', { realis: 'SCHEDULED' }),
  '04': meets('consult'),
  '040': meets('consult'),
  '041': meets('discuss by telephone', { kind: 'PHONE_CALL' }),
  '042': visit,
  '043': { ...visit, isReversed: true },
  '044': meets('meet at a third location', { details: { format: 'THIRD_PARTY' } }),
  '045': { kind: 'MEDIATION', roles: ['MEDIATOR', 'PARTY'], action: 'mediate' },
  '046': meets('engage in negotiation', { kind: 'NEGOTIATION', roles: ['PARTY', 'PARTY'] }),
  '05': does('DIPLOMATIC_ACT', 'engage in diplomatic cooperation'),
  '051': says('PRAISE', 'praise or endorse'),
  '052': says('SAY', 'defend verbally'),
  '053': says('SAY', 'rally support'),
  '055': says('SAY', 'apologize'),
  '056': says('SAY', 'forgive'),
  '057': agrees('SIGNED', 'sign a formal agreement'),
  '06': does('COOPERATION', 'engage in material cooperation', ['INITIATOR', 'RECIPIENT']),
  '07': does('AID', 'provide aid', ['INITIATOR', 'BENEFICIARY']),
  '08': does('OTHER', 'yield'),
  '084': does('RELEASE', 'return or release persons or property'),
  '086': does('COOPERATION', 'allow international involvement', ['INITIATOR', 'RECIPIENT']),
  '087': does('WITHDRAWAL', 'de-escalate military engagement'),
  '0871': {
    kind: 'CEASEFIRE',
    details: { phase: 'DECLARED' },
    roles: ['PARTY', 'PARTY'],
    action: 'declare a truce or ceasefire',
  },
  '09': does('INVESTIGATION', 'investigate'),
  '10': does('DEMAND', 'demand'),
  '11': does('ACCUSATION', 'disapprove'),
  '12': does('REJECTION', 'reject'),
  '13': does('THREAT', 'threaten'),
  '14': does('PROTEST', 'protest'),
  '15': does('FORCE_POSTURE', 'exhibit military posture'),
  '16': does('SANCTION', 'reduce relations'),
  '162': does('SANCTION', 'reduce or stop material aid'),
  '163': does('SANCTION', 'impose embargo, boycott or sanctions'),
  '166': does('SANCTION', 'expel or withdraw'),
  '17': does('COERCION', 'coerce'),
  '18': does('ATTACK', 'assault', ['PERPETRATOR', 'TARGET']),
  '19': fights([], 'fight'),
  '191': does('COERCION', 'impose a blockade or restrict movement'),
  '192': does('COERCION', 'occupy territory'),
  '193': fights(['FIREARMS'], 'fight with small arms'),
  '194': fights(['ARTILLERY'], 'fight with artillery and tanks'),
  '195': fights(['AERIAL'], 'employ aerial weapons'),
  '1952': fights(['DRONE'], 'employ remotely piloted weapons'),
  '196': fights([], 'violate a ceasefire'),
  '20': does('MASS_VIOLENCE', 'use unconventional mass violence', ['PERPETRATOR', 'VICTIM']),
}

export const UNKNOWN_CODE: CodeMeaning = does('OTHER', 'act in an unknown way')

/**
 * The meaning of a CAMEO code.
 * @param code text with its leading zero: `041`, not 41
 * @returns undefined if CAMEO has no such root code
 */
export function meaningOf(code: string): CodeMeaning | undefined {
  return MEANINGS[code] ?? MEANINGS[code.slice(0, 3)] ?? MEANINGS[code.slice(0, 2)]
}

/** The prefixes of the table, in their order. */
export const MEANT_CODES: readonly string[] = Object.keys(MEANINGS).toSorted()

/**
 * Lists the codes with a meaning, such as `08 (but not 084), 0871`.
 * @param isMeant tells if a code has the meaning
 * @returns undefined if no code has it
 */
export function codesWith(isMeant: (meaning: CodeMeaning) => boolean): string | undefined {
  const has = (code: string) => {
    const meaning = meaningOf(code)
    return meaning !== undefined && isMeant(meaning)
  }
  const parentOf = (code: string) => MEANT_CODES.findLast((other) => code !== other && code.startsWith(other)) ?? ''
  const parts = MEANT_CODES.filter((code) => has(code) && !has(parentOf(code))).map((code) => {
    const exceptions = MEANT_CODES.filter((other) => parentOf(other) === code && !has(other))
    return exceptions.length === 0 ? code : `${code} (but not ${exceptions.join(', ')})`
  })
  return parts.length === 0 ? undefined : parts.join(', ')
}
