import { HTML_HEADERS, htmlOf } from '../formats/html.tsx'
import { Layout, type Assets } from '../parts/layout.tsx'

interface Problem {
  status: number
  message: string
  headers?: Readonly<Record<string, string>>
}

const TITLES: Readonly<Record<number, string>> = {
  400: 'This address cannot be understood',
  401: 'Reading needs a key',
  403: 'This is not allowed',
  404: 'Not found',
  410: 'Gone',
  429: 'Too many requests',
  503: 'Not available now',
}

/** The page of a request that has no record to show: it says why, and where to go. */
export function problemPage({ status, message, headers = {} }: Problem, assets: Assets) {
  const title = TITLES[status] ?? 'This did not work'
  return {
    status,
    headers: { 'cache-control': 'no-store', ...headers, ...HTML_HEADERS },
    body: htmlOf(
      <Layout title={title} description={message} assets={assets}>
        <h1>{title}</h1>
        <p class="lead">{message}</p>
        <ul>
          <li>
            <a href="/events">All events</a>, with search and filters
          </li>
          <li>
            <a href="/">What is in here</a>
          </li>
          <li>
            <a href="/graphql">GraphiQL</a>, to ask the API
          </li>
        </ul>
      </Layout>,
    ),
  }
}
