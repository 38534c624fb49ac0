import type { DatasetRecord } from '../documents/records.ts'
import { labelOf } from '../words/enum-words.ts'
import { countWords } from '../words/number-words.ts'
import { momentWords } from '../words/time-words.ts'

/** The releases of a dataset and its last imports. */
export function Imports({ dataset: { releases, imports } }: { dataset: DatasetRecord }) {
  return (
    <>
      {releases.length > 0 && (
        <section aria-labelledby="releases">
          <h2 id="releases">Releases</h2>
          <ul>
            {releases.map(({ name, releasedOn, importedAt }) => (
              <li>
                {name}, released on {releasedOn}, imported on {momentWords(importedAt)}
              </li>
            ))}
          </ul>
        </section>
      )}
      {imports.nodes.length > 0 && (
        <section aria-labelledby="imports">
          <h2 id="imports">Last imports</h2>
          <div class="scroll" tabIndex={0} role="region" aria-label="The imports as a table">
            <table>
              <thead>
                <tr>
                  <th scope="col">File</th>
                  <th scope="col">State</th>
                  <th scope="col">Started</th>
                  <th scope="col" class="number">
                    Rows
                  </th>
                  <th scope="col" class="number">
                    Rejected
                  </th>
                  <th scope="col" class="number">
                    Created
                  </th>
                  <th scope="col" class="number">
                    Corrected
                  </th>
                  <th scope="col" class="number">
                    Retracted
                  </th>
                </tr>
              </thead>
              <tbody>
                {imports.nodes.map((each) => (
                  <tr>
                    <td>{each.file}</td>
                    <td>{each.error === null ? labelOf(each.state) : `${labelOf(each.state)}: ${each.error}`}</td>
                    <td>{momentWords(each.startedAt)}</td>
                    <td class="number">{countWords(each.rowsRead)}</td>
                    <td class="number">{countWords(each.rowsRejected)}</td>
                    <td class="number">{countWords(each.eventsCreated)}</td>
                    <td class="number">{countWords(each.eventsCorrected)}</td>
                    <td class="number">{countWords(each.eventsRetracted)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </section>
      )}
    </>
  )
}
