import { enumType } from '../builder/enum-type.ts'

export const Realis = enumType(
  'Realis',
  'Did it take place, is it planned, is it asked for, is it only thought of (ACE/ERE realis, IPTC occurrence status).',
  {
    ACTUAL: 'It is said to have taken place, or to be taking place.',
    SCHEDULED: 'It is planned for a time that had not come when the report was published.',
    DESIRED: 'Somebody asks for it, or speaks of it as needed.',
    HYPOTHETICAL: 'It is only thought of: nobody asserts it, plans it or asks for it.',
  },
)

export const Polarity = enumType('Polarity', 'Whether the text says that it happened, or that it did not.', {
  POSITIVE: 'The text speaks of it as happening.',
  NEGATIVE: 'The text says that it did not happen.',
})

export const Certainty = enumType(
  'Certainty',
  'How sure it is. Of a claim it is read off the text; of an event it is derived from its claims. Machine extraction confidence never feeds it.',
  {
    CONFIRMED:
      'Asserted by a party with first-hand authority and not contradicted, or by two sources that are independent of each other.',
    REPORTED: 'One source, or one side, asserts it.',
    UNCLEAR: 'The source says that it does not know.',
    DENIED: 'A source asserts the contrary.',
    DISPUTED: 'Claims conflict; of an event only.',
    RETRACTED: 'Whoever published it has taken it back; of an event also: it was merged into another.',
  },
)

export const Basis = enumType('Basis', 'How a value was come by.', {
  EXPLICIT: 'The text says so.',
  RELATIVE: 'The text says so in relation to something else, such as its day of publication ("on Tuesday").',
  INFERRED: 'The annotator concluded it from the text.',
})
