/** A quote of the text below, with its place in it. */
const quoteOf = (exact: string) => {
  const start = TEXT.indexOf(exact)
  return { exact, start, end: start + exact.length }
}

/** What the documents of these tests were read from; the flag is two UTF-16 units wide, twice over. */
export const TEXT = 'On Monday 🇦🇲 State A phoned State B. It reportedly asked for talks.'

/** A claim as a document has it. */
export const claim = (exact: string, more: Record<string, unknown> = {}) => ({
  aspect: 'OCCURRENCE',
  certainty: 'REPORTED',
  quote: quoteOf(exact),
  ...more,
})

/** An event as a document has it: a phone call of State A to State B. */
export const phoneCall = (more: Record<string, unknown> = {}) => ({
  key: 'call',
  kind: 'PHONE_CALL',
  title: 'State A phones State B',
  realis: 'ACTUAL',
  occurred: { edtf: '2020-01-06', basis: 'RELATIVE', text: 'On Monday' },
  participations: [
    { actor: 'a', role: 'INITIATOR' },
    { actor: 'b', role: 'RECIPIENT' },
  ],
  claims: [claim('State A phoned State B')],
  ...more,
})

const SEED_DATASET = { name: 'test', title: 'Made for a test', licence: 'CC0-1.0' }

/** A small report that is accepted as it stands; a test changes what it is about. */
export const reportDocument = (more: Record<string, unknown> = {}) => ({
  dataset: SEED_DATASET,
  article: {
    url: 'https://news.example/1',
    publisher: { name: 'Example News' },
    publishedOn: '2020-01-07',
    language: 'en',
  },
  actors: [
    { key: 'a', kind: 'STATE', name: 'State A', externalIds: [{ scheme: 'WIKIDATA', value: 'Q1' }] },
    { key: 'b', kind: 'STATE', name: 'State B' },
  ],
  events: [phoneCall()],
  ...more,
})
