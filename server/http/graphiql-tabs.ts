/** The initial tabs of GraphiQL: queries about the bundled report. */
export const GRAPHIQL_TABS = [
  `# The calls of 5 April 2016: who called whom, in which office?
# What did they agree on, with quotes, and what is unclear?
query TheCalls {
  phoneCalls(
    where: { occurred: { during: "2016-04-05" } }
    orderBy: OCCURRED_ASC
  ) {
    totalCount
    nodes {
      title
      summary
      certainty
      occurred { edtf text basis }
      initiators {
        actor { name }
        office { title }
        label
      }
      recipients {
        actor { name }
        office { title }
        label
        basis
      }
      topics
      claims {
        quote { exact sentence }
        attribution { agent { name } verb mode }
        hedge
      }
      relations {
        kind
        direction
        certainty
        event {
          __typename
          title
          realis
          certainty
          claims {
            quote { exact }
            hedge
            attribution { agent { name } }
          }
        }
      }
    }
  }
}
`,
  `# Events and claims that the report itself calls unclear.
query WhatIsUnclear {
  events(
    where: {
      certainty: [UNCLEAR]
      realis: [ACTUAL, SCHEDULED, DESIRED, HYPOTHETICAL]
    }
  ) {
    nodes {
      __typename
      title
      summary
      realis
      claims(certainty: [UNCLEAR]) {
        hedge
        quote { exact sentence }
      }
    }
  }
  exercises {
    nodes {
      title
      plannedBeforehand
      claims(certainty: [UNCLEAR]) {
        aspect
        detail
        hedge
        quote { exact sentence }
      }
    }
  }
}
`,
  `# The sources: the chain of attribution of every claim about the
# appeals, the ceasefire and the shelling after it.
query WhoSaysSo {
  events(
    where: { kinds: [CEASEFIRE, ARMED_CLASH, APPEAL] }
    orderBy: OCCURRED_ASC
  ) {
    nodes {
      title
      certainty
      claims {
        aspect
        certainty
        hedge
        quote { exact sentence }
        attribution {
          agent { __typename name }
          label
          verb
          mode
          article { publishedOn }
        }
      }
    }
  }
}
`,
  `# The exercise: who, where, how many, for how long,
# and how certain is each statement?
query TheExercise {
  exercises {
    nodes {
      title
      summary
      occurred { edtf earliest latest precision text }
      location {
        place { name parents { kind place { name } } }
        precision
        text
      }
      organisers { actor { name country { name } } }
      personnel {
        low best high approximation text
        claim { hedge }
      }
      equipment {
        of low best high approximation text
        claim { hedge }
      }
      durationDays
      plannedBeforehand
      relations {
        kind
        certainty
        event { title }
        claims { hedge quote { exact } }
      }
    }
  }
}
`,
] as const
