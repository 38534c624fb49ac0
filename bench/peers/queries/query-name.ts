/** The measured queries and what each asks for. */
export const QUERIES = {
  Q1: 'an event by id with its participants',
  Q2: '50 events of a kind in a month with places, participants and quotes',
  Q3: 'a page of 100 events of a kind far down the list',
  Q4: 'the 20 latest events that match a word',
  Q5: 'the counts of a country by month and kind',
  Q6: 'the 5 latest events of each of 100 actors',
  Q7: 'the 20 most frequent counterparts of an actor',
  Q8: '`{ __typename }`',
  Q9: '50 events of a kind in a month with everything that a detail page shows',
  Q10: '100 events, actors, places and articles as entities of a subgraph',
}

export type QueryName = keyof typeof QUERIES

export const QUERY_NAMES = Object.keys(QUERIES) as QueryName[]
