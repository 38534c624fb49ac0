import { labelOf } from '../words/enum-words.ts'
import { Name } from './name.tsx'

interface NamesProps {
  names: readonly { name: string; kind: string; language: string | null; dataset: { name: string } | null }[]
  externalIds: readonly { scheme: string; value: string }[]
}

/** The other names of an actor or a place, in every script that is stored, and its ids in other catalogues. */
export function Names({ names, externalIds }: NamesProps) {
  if (names.length + externalIds.length === 0) return null
  return (
    <section aria-labelledby="names">
      <h2 id="names">Names</h2>
      {names.length > 0 && (
        <table>
          <thead>
            <tr>
              <th scope="col">Name</th>
              <th scope="col">Kind</th>
              <th scope="col">Language</th>
              <th scope="col">By</th>
            </tr>
          </thead>
          <tbody>
            {names.map(({ name, kind, language, dataset }) => (
              <tr>
                <td>
                  <Name lang={language}>{name}</Name>
                </td>
                <td>{labelOf(kind)}</td>
                <td>{language}</td>
                <td>{dataset?.name}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {externalIds.length > 0 && (
        <p class="note">{externalIds.map(({ scheme, value }) => `${scheme} ${value}`).join(' · ')}</p>
      )}
    </section>
  )
}
