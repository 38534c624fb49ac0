import type { ComponentChildren } from 'preact'
import { Logo } from './logo.tsx'

/** The addresses of what pages load, with the digests of the contents. */
export interface Assets {
  styles: string
  script: string
}

interface LayoutProps {
  title: string
  description: string
  /** The address of this page without parameters that change nothing; undefined for a page that is no record. */
  canonical?: string | undefined
  /** The path of the same record in other formats, by their media types. */
  alternates?: readonly { type: string; path: string }[]
  /** Linked data for search engines and reference managers. */
  linkedData?: object | undefined
  /** The search words to show in the search box. */
  q?: string | undefined
  assets: Assets
  children: ComponentChildren
}

/** The frame of every page. */
export function Layout({
  title,
  description,
  canonical,
  alternates = [],
  linkedData,
  q,
  assets,
  children,
}: LayoutProps) {
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <title>{title === 'Dateline' ? title : `${title} · Dateline`}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="description" content={description} />
        <meta name="color-scheme" content="light dark" />
        <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href={assets.styles} />
        {canonical && <link rel="canonical" href={canonical} />}
        {alternates.map(({ type, path }) => (
          <link rel="alternate" type={type} href={path} />
        ))}
        {linkedData && <LinkedData value={linkedData} />}
        <script type="module" src={assets.script} />
      </head>
      <body>
        <a class="skip" href="#main">
          Skip to the contents
        </a>
        <header class="top">
          <a class="brand" href="/">
            <Logo /> Dateline
          </a>
          <form action="/events" role="search">
            <label class="hidden" for="search">
              Search events
            </label>
            <input id="search" type="search" name="q" value={q} maxLength={500} placeholder="Search events" />
            <button>Search</button>
          </form>
          <nav aria-label="Site">
            <a href="/events">Events</a>
            <a href="/#storylines">Storylines</a>
            <a href="/#datasets">Datasets</a>
            <a href="/graphql">GraphiQL</a>
          </nav>
        </header>
        <main id="main">{children}</main>
        <footer class="bottom">
          <p>
            Every page is an address: add <code>.json</code>, <code>.jsonld</code> or <code>.bib</code> to that of a
            record. The same data is in the <a href="/graphql">GraphQL API</a>; its contract is{' '}
            <a href="/schema.graphql">schema.graphql</a>.
          </p>
        </footer>
      </body>
    </html>
  )
}

/** Data in a page. No text in it can end the element. */
function LinkedData({ value }: { value: object }) {
  const json = JSON.stringify(value).replaceAll('<', '\\u003c')
  return <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: json }} />
}
