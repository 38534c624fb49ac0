import { enumType } from '../builder/enum-type.ts'

export const Realis = enumType(
  'Realis',
  'Whether an event took place, is planned, is asked for, or is hypothetical (ACE/ERE realis, IPTC occurrence status).',
  {
    ACTUAL: 'It took place or is taking place, according to its sources.',
    SCHEDULED: 'It is planned for a time after the publication of the article.',
    DESIRED: 'An actor asks for it, or says that it is needed.',
    HYPOTHETICAL: 'It is only considered: no source asserts, plans or asks for it.',
  },
)

export const Polarity = enumType('Polarity', 'Whether the text asserts an event or negates it.', {
  POSITIVE: 'The text says that it happened.',
  NEGATIVE: 'The text says that it did not happen.',
})

export const Evidence = enumType(
  'Evidence',
  'What an event rests on. It is derived from its claims and from the method of its dataset. An event that others were merged into has the strongest value of them.',
  {
    QUOTED: 'A claim that is not retracted has a quote that was found in the text of its article.',
    LISTED: 'People made or checked the event for its dataset (EDITED or CURATED), but no quote was verified.',
    CODED:
      'A machine coded the event from the text of articles (dataset CODED), and no person checked it. Lists leave such events out by default: name `evidence` or `dataset` in the filter.',
  },
)

export const Certainty = enumType(
  'Certainty',
  'The certainty of a claim or an event. A claim says REPORTED, UNCLEAR or DENIED, as its text does; the certainty of an event is derived from its claims and their origins. It never depends on the authority of a source, nor on the confidence of a machine extraction.',
  {
    CONFIRMED:
      'Asserted by two or more independent origins that are proven, and denied by none: see `Event.origins`. Only events and relations have this value.',
    REPORTED: 'Asserted, but not by two origins that are proven to be independent.',
    UNCLEAR: 'The source says that it does not know.',
    DENIED: 'A source asserts the contrary.',
    DISPUTED: 'The claims conflict. Only events and relations have this value.',
    RETRACTED: 'Retracted by its publisher; also an event that was merged into another.',
    UNVERIFIED:
      'No claim says so, and the event is CODED: only a machine has read it. Only events have this value, and lists have them only with `evidence: [CODED]` or a `dataset`.',
  },
)

export const Basis = enumType('Basis', 'How the value was obtained.', {
  EXPLICIT: 'The text states it.',
  RELATIVE: 'The text states it relative to something else, such as its day of publication ("on Tuesday").',
  INFERRED: 'The annotator inferred it from the text.',
})
