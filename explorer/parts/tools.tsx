import { citationText, imprintOf } from '../formats/citation.ts'
import type { Citation } from '../request/page.ts'
import { curlCommand, graphiqlPath, pandasProgram, type RunQuery } from '../request/query-text.ts'

interface ToolsProps {
  origin: string
  query: RunQuery
  /** The query as GraphiQL opens it. */
  opened: string
  /** The path of the list as CSV; undefined for a page without a list. */
  csvPath?: string | undefined
  /** The same view in other formats. */
  downloads: readonly { name: string; path: string }[]
  /** How to cite the view, and its address. */
  citation: Citation
  url: string
  bibTex?: string | undefined
}

/** What can be done with a view: ask the same of the API, load it, cite it, download it. On paper it is the citation. */
export function Tools({ origin, query, opened, csvPath, downloads, citation, url, bibTex }: ToolsProps) {
  return (
    <>
      <p class="printed">
        <bdi>{citation.author}</bdi>: <bdi>{citation.title}</bdi>. {imprintOf(citation)}. {url}
      </p>
      <section class="tools" aria-labelledby="tools">
        <h2 id="tools">Use this view</h2>
        <p class="downloads">
          <a href={graphiqlPath(opened)}>Open in GraphiQL</a>
          {downloads.map(({ name, path }) => (
            <>
              {' · '}
              <a href={path}>{name}</a>
            </>
          ))}
        </p>
        <Snippet title="Cite" text={[citationText(citation, url), bibTex].filter(Boolean).join('\n\n')} />
        <Snippet title="Copy as curl" text={curlCommand(origin, query)} />
        {csvPath && <Snippet title="Copy as pandas" text={pandasProgram(`${origin}${csvPath}`)} />}
        <Snippet title="The query of this page" text={opened} />
      </section>
    </>
  )
}

function Snippet({ title, text }: { title: string; text: string }) {
  return (
    <details>
      <summary>{title}</summary>
      <pre data-island="copy" tabIndex={0}>
        <code>{text}</code>
      </pre>
    </details>
  )
}
