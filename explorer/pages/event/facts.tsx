import type { EventRecord } from '../../documents/records.ts'
import { Name } from '../../parts/name.tsx'
import { claimAnchor } from '../../request/address.ts'
import { basisWords, labelOf, wordsOf } from '../../words/enum-words.ts'
import { amountWords } from '../../words/number-words.ts'
import { locationWords } from '../../words/place-words.ts'
import { dateWords, timeWords } from '../../words/time-words.ts'

/** Who, when, where and how many: as precisely as it is known, beside the words of the article. */
export function Facts({ event }: { event: EventRecord }) {
  const { participations, occurred, locations, quantities } = event
  return (
    <section aria-labelledby="facts">
      <h2 id="facts">What is known</h2>
      <dl class="facts">
        <dt>When</dt>
        <dd>
          {timeWords(occurred)}
          <Words text={occurred.text} basis={occurred.basis} />
        </dd>
        <dt>Where</dt>
        {locations.length === 0 && <dd>No place is stated.</dd>}
        {locations.map((location) => (
          <dd>
            {location.place ? (
              <Name href={`/places/${location.place.id}`}>{location.place.name}</Name>
            ) : (
              locationWords(location)
            )}
            {location.place && <span class="note"> {locationWords(location)}</span>}
            <Words text={location.text} />
          </dd>
        ))}
        {[...new Set(participations.map(({ role }) => role))].map((role) => (
          <>
            <dt>{labelOf(role)}</dt>
            {participations
              .filter((each) => each.role === role)
              .map(({ actor, office, side, label, basis }) => (
                <dd>
                  <Name href={`/actors/${actor.id}`}>{actor.name}</Name>
                  {office && (
                    <>
                      , <bdi>{office.title}</bdi>
                    </>
                  )}
                  {side && <Side side={side} />}
                  <Words text={label === actor.name ? null : label} basis={basis} />
                </dd>
              ))}
          </>
        ))}
        {quantities.map((quantity) => (
          <>
            <dt>{labelOf(quantity.measure)}</dt>
            <dd>
              <bdi>{amountWords(quantity)}</bdi>
              {quantity.side && <Side side={quantity.side} />}
              <Words text={quantity.text} />
              {quantity.claim && ' '}
              {quantity.claim && (
                <a class="note" href={`#${claimAnchor(quantity.claim.id)}`}>
                  the claim
                </a>
              )}
            </dd>
          </>
        ))}
        {detailsOf(event).map(([name, values]) => (
          <>
            <dt>{name}</dt>
            <dd>
              {values.map((value, i) => (
                <>
                  {i > 0 && ', '}
                  <bdi>{value}</bdi>
                </>
              ))}
            </dd>
          </>
        ))}
      </dl>
    </section>
  )
}

function Side({ side }: { side: string }) {
  return (
    <span class="note">
      {' '}
      side: <bdi>{side}</bdi>
    </span>
  )
}

function Words({ text, basis }: { text: string | null; basis?: string }) {
  return (
    <>
      {text && (
        <>
          {' '}
          <q dir="auto" class="source-words">
            {text}
          </q>
        </>
      )}
      {basis && basis !== 'EXPLICIT' && <span class="note"> {basisWords(basis)}</span>}
    </>
  )
}

/** The fields that only some kinds have, by the names that the document gives them. */
const DETAILS: Readonly<Record<string, string>> = {
  topics: 'Topics',
  durationMinutes: 'Minutes',
  exerciseName: 'Name of the exercise',
  durationDays: 'Days',
  visitDays: 'Days',
  joint: 'Held jointly',
  plannedBeforehand: 'Planned beforehand',
  scenario: 'Scenario',
  stage: 'Stage',
  requestedAction: 'Asks for',
  modes: 'Means',
  violenceType: 'Type of violence',
  phase: 'Phase',
  effectiveFrom: 'In effect from',
  effectiveUntil: 'In effect until',
  scope: 'Scope',
  subject: 'Subject',
  negotiationSubject: 'Subject',
  outcome: 'Outcome',
  format: 'Format',
  venue: 'Venue',
  speechAct: 'Act',
  channel: 'Channel',
  visitKind: 'Kind of visit',
}

function detailsOf(event: object): [name: string, values: string[]][] {
  return Object.entries(event).flatMap(([name, value]: [string, unknown]) => {
    const label = DETAILS[name]
    const values = [value].flat().map(detailWords).filter(Boolean)
    return label === undefined || values.length === 0 ? [] : [[label, values]]
  })
}

function detailWords(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value !== 'string') return typeof value === 'number' ? String(value) : ''
  if (/^\d{4}-\d\d-\d\dT/.test(value)) return dateWords(value)
  return /^[A-Z_]+$/.test(value) ? wordsOf(value) : value
}
