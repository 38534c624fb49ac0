import { labelOf, wordsOf } from '../words/enum-words.ts'
import { timeWords, type Occurred } from '../words/time-words.ts'
import { Name } from './name.tsx'

/** The axes on which an event can differ from one that took place by the words of an article. */
export interface Axes {
  kind: string
  realis: string
  polarity: string
  certainty: string
  evidence: string
}

export interface LineEvent extends Axes {
  id: string
  title: string
  summary?: string | null
  occurred: Occurred
}

/** What a reader must know before the title of an event: that it did not happen, is planned, or is not certain. */
export function Badges({ kind, realis, polarity, certainty, evidence }: Axes) {
  return (
    <span class="badges">
      <span class="badge kind">{labelOf(kind)}</span>
      {polarity === 'NEGATIVE' && <span class="badge warn">did not happen, by its sources</span>}
      {realis !== 'ACTUAL' && <span class="badge warn">{wordsOf(realis)}</span>}
      <span class={certainty === 'REPORTED' || certainty === 'CONFIRMED' ? 'badge' : 'badge warn'}>
        {wordsOf(certainty)}
      </span>
      {evidence === 'CODED' && <span class="badge coded">machine-coded</span>}
    </span>
  )
}

/** An event in a list. */
export function EventLine({ event, children }: { event: LineEvent; children?: preact.ComponentChildren }) {
  return (
    <li class="event-line">
      <p class="when">{timeWords(event.occurred)}</p>
      <div>
        <h3>
          <Name href={`/events/${event.id}`}>{event.title}</Name>
        </h3>
        <Badges {...event} />
        {children}
      </div>
    </li>
  )
}
