import { expect, test } from 'vitest'
import { meaningOf } from '../../../database/tables/cameo-meanings.ts'
import { rolesOf } from '../../../database/tables/event-kinds.ts'
import { ACTIONS } from '../../../importers/gdelt/action-codes.ts'

test('maps every CAMEO code to a kind with valid roles, and none to EXERCISE', () => {
  expect(ACTIONS.size).toBe(310)
  for (const code of ACTIONS.keys()) {
    const meaning = meaningOf(code)!
    expect([code, typeof meaning]).toEqual([code, 'object'])
    for (const role of meaning.roles) expect(rolesOf(meaning.kind)).toContain(role)
    expect(meaning.kind).not.toBe('EXERCISE')
  }
})

test.each([
  ['036', 'MEETING', 'SCHEDULED'],
  ['040', 'MEETING', undefined],
  ['041', 'PHONE_CALL', undefined],
  ['042', 'VISIT', undefined],
  ['043', 'VISIT', undefined],
  ['045', 'MEDIATION', undefined],
  ['046', 'NEGOTIATION', undefined],
  ['0256', 'APPEAL', undefined],
  ['057', 'AGREEMENT', undefined],
  ['0871', 'CEASEFIRE', undefined],
  ['1056', 'DEMAND', undefined],
  ['154', 'FORCE_POSTURE', undefined],
  ['160', 'SANCTION', undefined],
  ['163', 'SANCTION', undefined],
  ['1663', 'SANCTION', undefined],
  ['192', 'COERCION', undefined],
  ['0874', 'WITHDRAWAL', undefined],
  ['011', 'OTHER', undefined],
  ['017', 'OTHER', undefined],
  ['1952', 'ARMED_CLASH', undefined],
  ['203', 'MASS_VIOLENCE', undefined],
])('maps CAMEO %s to %s', (code, kind, realis) => {
  expect(meaningOf(code)).toMatchObject({ kind, ...(realis && { realis }) })
  expect(meaningOf(code)!.realis).toBe(realis)
})
