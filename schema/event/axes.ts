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
  'The certainty of a claim or an event. The certainty of a claim is read from the text; that of an event is derived from its claims. It never depends on the confidence of a machine extraction.',
  {
    CONFIRMED: 'Asserted by a party with first-hand authority and not contradicted, or by two independent sources.',
    REPORTED: 'Asserted by one source or one side.',
    UNCLEAR: 'The source says that it does not know.',
    DENIED: 'A source asserts the contrary.',
    DISPUTED: 'The claims conflict. Only events have this value.',
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
