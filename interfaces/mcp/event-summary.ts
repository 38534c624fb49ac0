/** What lists say of an event. */
export const SUMMARY = `fragment Summary on Event {
  id kind title realis polarity certainty evidence
  occurred { edtf precision }
  participations { role actor { id name } }
  location { text place { id name } }
  quantities(measures: [FATALITIES]) { low best high }
  claims { id hedge quote { exact } attribution { name } }
}`

const SHOWN_QUOTES = 2

interface Claim {
  id: string
  hedge: string | null
  quote: { exact: string }
  attribution: { name: string }[]
}

/** An event as `SUMMARY` selects it. */
export interface EventSummary {
  id: string
  kind: string
  title: string
  realis: string
  polarity: string
  certainty: string
  evidence: string
  occurred: { edtf: string; precision: string }
  participations: { role: string; actor: { id: string; name: string } }[]
  location: { text: string | null; place: { id: string; name: string } | null } | null
  quantities: object[]
  claims: Claim[]
}

/** An event in a list of an answer: with its quotes, and without what is usual. */
export function summaryOf(event: EventSummary): object {
  const { realis, polarity, occurred, participations, location, claims, quantities, ...others } = event
  return {
    ...others,
    ...(realis !== 'ACTUAL' && { realis }),
    ...(polarity !== 'POSITIVE' && { polarity }),
    occurred: occurred.edtf,
    participants: participations.map(({ role, actor }) => `${role} ${actor.name} (${actor.id})`),
    place: location?.place ? `${location.place.name} (${location.place.id})` : location?.text,
    fatalities: quantities,
    quotes: claims.slice(0, SHOWN_QUOTES).map(quoteOf),
    ...(claims.length > SHOWN_QUOTES && { moreClaims: claims.length - SHOWN_QUOTES }),
  }
}

/** The words of a claim, and who says so: from the speaker to the article. */
function quoteOf({ id, hedge, quote, attribution }: Claim): object {
  return { claim: id, quote: quote.exact, saidBy: attribution.map(({ name }) => name).join(' < '), hedge }
}
