import { Client, fetchExchange } from '@urql/core'
import { cacheExchange } from '@urql/exchange-graphcache'
import { relayPagination } from '@urql/exchange-graphcache/extras'
import type { CacheRules } from './cache-rules.ts'
import type { EventWhere, RowFragment } from './gql/graphql.ts'
import { graphql } from './gql/index.ts'

const Rows = graphql(`
  query Rows($where: EventWhere!, $after: String) {
    events(where: $where, first: 5, after: $after) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      nodes {
        ...Row
      }
    }
  }
  fragment Row on Event {
    id
    title
    certainty
    occurred {
      edtf
    }
    claims {
      id
      quote {
        exact
      }
      attribution {
        name
      }
      article {
        id
        publisher {
          id
          name
        }
      }
    }
  }
`)

/** A page of events with what was said about them. `more` adds the next five. */
export class EventPage {
  private readonly client: Client
  private readonly where: EventWhere
  private after: string | null = null
  rows: readonly RowFragment[] = []
  total = 0
  hasMore = true

  constructor(url: string, rules: CacheRules, where: EventWhere) {
    const keys = Object.fromEntries(rules.withoutId.map((type) => [type, () => null]))
    const { possibleTypes } = rules
    const cache = cacheExchange({ keys, possibleTypes, resolvers: { Query: { events: relayPagination() } } })
    this.client = new Client({ url, exchanges: [cache, fetchExchange], preferGetMethod: false })
    this.where = where
  }

  async more(): Promise<void> {
    const { data, error } = await this.client.query(Rows, { where: this.where, after: this.after })
    if (error !== undefined || !data) throw new Error(`The events cannot be shown: ${error?.message ?? 'no data'}`)
    this.rows = data.events.nodes
    this.total = data.events.totalCount
    this.hasMore = data.events.pageInfo.hasNextPage
    this.after = data.events.pageInfo.endCursor ?? null
  }

  html(): string {
    const quotes = ({ claims }: RowFragment) =>
      claims.map(
        ({ quote, article }) => `<q>${escape(quote?.exact)}</q> <cite>${escape(article?.publisher?.name)}</cite>`,
      )
    const items = this.rows.map(
      (row) =>
        `<li id="${row.id}"><h2>${escape(row.title)}</h2><time>${escape(row.occurred.edtf)}</time>${quotes(row).join('')}</li>`,
    )
    return `<p>${String(this.rows.length)} of ${String(this.total)}</p><ol>${items.join('')}</ol>`
  }
}

function escape(text: string | null | undefined): string {
  return (text ?? '').replaceAll(/[<>&"]/g, (character) => `&#${String(character.charCodeAt(0))};`)
}
