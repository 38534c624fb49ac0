import type { ActorRecord } from '../../documents/records.ts'
import { sparkShapes } from '../../draw/spark-shapes.ts'
import { Name } from '../../parts/name.tsx'
import { wordsOf } from '../../words/enum-words.ts'
import { countWords } from '../../words/number-words.ts'
import { dateWords } from '../../words/time-words.ts'
import { ContactTimes } from './contact-times.tsx'
import { NetworkDrawing } from './network.tsx'

/** Who took part in the same events: as a table, which the network is drawn from. */
export function Counterparts({ actor: { id, name, counterparts } }: { actor: ActorRecord }) {
  if (counterparts.length === 0) return null
  const nodes = counterparts.map(({ actor, eventCount, kinds }) => ({
    id: actor.id,
    name: actor.name,
    count: eventCount,
    kind: kinds[0]?.kind ?? 'OTHER',
  }))
  const sparks = sparkShapes(counterparts.map(({ timeline = [] }) => timeline))
  const hasTimes = counterparts.some(({ timeline }) => timeline !== undefined)
  return (
    <section aria-labelledby="counterparts">
      <h2 id="counterparts">In events together with</h2>
      <NetworkDrawing network={{ id, name, nodes }} />
      <table>
        <thead>
          <tr>
            <th scope="col">Actor</th>
            <th scope="col" class="number">
              Events
            </th>
            <th scope="col">Of these kinds</th>
            {hasTimes && (
              <th scope="col" class="times">
                By month
              </th>
            )}
            <th scope="col">Last</th>
          </tr>
        </thead>
        <tbody>
          {counterparts.map(({ actor, eventCount, kinds, lastContact }, i) => (
            <tr>
              <td>
                <Name href={`/actors/${actor.id}`}>{actor.name}</Name>
              </td>
              <td class="number">{countWords(eventCount)}</td>
              <td>{kinds.map(({ kind, count }) => `${wordsOf(kind)} ${countWords(count)}`).join(', ')}</td>
              {hasTimes && <td class="times">{sparks[i] && <ContactTimes spark={sparks[i]} />}</td>}
              <td>{lastContact === null ? 'not known' : dateWords(lastContact)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
