import type { ActorRecord } from '../../documents/records.ts'
import { Name } from '../../parts/name.tsx'
import { dateWords } from '../../words/time-words.ts'

/** The offices and memberships of an actor over time, and who held the offices in it. */
export function Offices({ actor }: { actor: ActorRecord }) {
  const tenures = 'tenures' in actor ? actor.tenures : []
  const offices = 'offices' in actor ? actor.offices : []
  const members = 'members' in actor ? actor.members : []
  const { memberships } = actor
  if (tenures.length + offices.length + members.length + memberships.length === 0) return null
  return (
    <section aria-labelledby="offices">
      <h2 id="offices">Offices and memberships</h2>
      <ul class="spans">
        {tenures.map(({ from, until, office }) => (
          <li>
            <Name>{office.title}</Name>
            {office.organization && (
              <>
                {' · '}
                <Name href={`/actors/${office.organization.id}`}>{office.organization.name}</Name>
              </>
            )}
            <Span from={from} until={until} />
          </li>
        ))}
        {memberships.map(({ role, organization, from, until }) => (
          <li>
            <bdi>{role}</bdi> of <Name href={`/actors/${organization.id}`}>{organization.name}</Name>
            <Span from={from} until={until} />
          </li>
        ))}
        {offices.flatMap(({ title, tenures: holders }) =>
          holders.map(({ person, from, until }) => (
            <li>
              <bdi>{title}</bdi>: <Name href={`/actors/${person.id}`}>{person.name}</Name>
              <Span from={from} until={until} />
            </li>
          )),
        )}
        {members.map(({ role, member, from, until }) => (
          <li>
            <Name href={`/actors/${member.id}`}>{member.name}</Name>, <bdi>{role}</bdi>
            <Span from={from} until={until} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function Span({ from, until }: { from: string | null; until: string | null }) {
  if (from === null && until === null) return null
  return (
    <span class="note">
      {' '}
      {from === null ? 'until' : dateWords(from)}
      {until === null ? ' on' : `${from === null ? ' ' : ' to '}${dateWords(until)}`}
    </span>
  )
}
