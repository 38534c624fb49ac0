import type { KindNames } from './kind-names.ts'

/** The Drizzle table of a new kind and the roles that have a meaning in it. */
export function tableFile({ kind, one, plural, table }: KindNames, wasGeneric: boolean): string {
  // Events that are stored or imported already may have any role.
  const roles = wasGeneric ? 'ROLES' : `['PARTICIPANT', 'HOST', 'ON_BEHALF_OF'] as const satisfies Role[]`
  const enums = wasGeneric ? `import { ROLES } from '../enums.ts'` : `import type { Role } from '../enums.ts'`
  return `import { text } from 'drizzle-orm/pg-core'
import { asOfView } from '../as-of-view.ts'
${enums}
import { eventDetails } from '../event.ts'

export const ${plural} = eventDetails('${table}', '${kind}', { subject: text() })

export const asOf${plural.charAt(0).toUpperCase()}${plural.slice(1)} = asOfView(${plural})

export const ${one}Roles = ${roles}
`
}

/** The GraphQL type of a new kind. */
export function schemaFile({ kind, one, plural, type, words }: KindNames): string {
  return `import { eventKind, inRoles } from '../kind.ts'

export const ${one} = eventKind('${kind}', '${type}', {
  description: 'An event of the kind "${words}".',
  plural: '${plural}',
  fields: (t, detail) => ({
    participants: inRoles(t, ['PARTICIPANT'], 'The actors that take part.'),
    subject: t.string({
      nullable: true,
      description: 'The subject, in the words of the report; null if it is not stated.',
      ...detail(({ subject }) => subject),
    }),
  }),
})
`
}

/** The test of a new kind: it publishes an event of the kind and reads its fields back. */
export function testFile({ kind, plural, table, words }: KindNames): string {
  return `import { expect } from 'vitest'
import { phoneCall, reportDocument } from '../../../support/documents/report-document.ts'
import { accept } from '../../../support/ingest.ts'
import { tablesOf, test } from '../../../support/service.ts'

test('a ${words} has its participants and its subject', async ({ service }) => {
  const event = phoneCall({
    kind: '${kind}',
    participations: [{ actor: 'a', role: 'PARTICIPANT' }],
    details: { subject: 'A border' },
  })
  await accept(service, reportDocument({ events: [event] }))
  service.statements.length = 0
  const { data, errors } = await service.ask('{ ${plural} { nodes { kind subject participants { actor { name } role } } } }')
  expect(errors).toBeUndefined()
  expect(data).toEqual({
    ${plural}: {
      nodes: [
        {
          kind: '${kind}',
          subject: 'A border',
          participants: [{ actor: { name: 'State A' }, role: 'PARTICIPANT' }],
        },
      ],
    },
  })
  expect(tablesOf(service.statements).toSorted()).toEqual(
    ['actors', 'events', '${table}', 'participations'].toSorted(),
  )
})
`
}
