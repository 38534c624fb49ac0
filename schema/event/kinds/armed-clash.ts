import type { CLASH_MODES, VIOLENCE_TYPES } from '../../../database/tables/kinds/armed-clash.ts'
import type { ParticipationRow } from '../../../database/tables/participation.ts'
import { builder } from '../../builder/builder.ts'
import { enumType } from '../../builder/enum-type.ts'
import { after } from '../../loaders/maybe-promise.ts'
import { load } from '../../prefetch/relation.ts'
import { eventKind } from '../kind.ts'
import { Participation, participationsOfEvent } from '../participation.ts'
import { Quantity, quantitiesIn } from '../quantity.ts'
import { describeDetail, describeKind } from '../source-codes.ts'

const ClashMode = enumType<(typeof CLASH_MODES)[number]>('ClashMode', 'A mode of fighting.', {
  OFFENSIVE: 'An advance on the other side.',
  FIREARMS: describeDetail('ARMED_CLASH', 'modes', 'FIREARMS', 'Fighting with small arms'),
  ARTILLERY: describeDetail('ARMED_CLASH', 'modes', 'ARTILLERY', 'Fighting with artillery and tanks'),
  AERIAL: describeDetail('ARMED_CLASH', 'modes', 'AERIAL', 'Attacks by aircraft'),
  DRONE: describeDetail('ARMED_CLASH', 'modes', 'DRONE', 'Attacks by unmanned aircraft'),
})

const ViolenceType = enumType<(typeof VIOLENCE_TYPES)[number]>('ViolenceType', 'A type of organized violence (UCDP).', {
  STATE_BASED: 'At least one side is the government of a state (UCDP type 1).',
  NON_STATE: 'No side is the government of a state (UCDP type 2).',
  ONE_SIDED: 'Organized force against civilians (UCDP type 3).',
})

const Side = builder
  .objectRef<{ side: string | null; participations: ParticipationRow[] }>('BelligerentSide')
  .implement({
    description: 'The participants that fight on one side.',
    fields: (t) => ({
      side: t.exposeString('side', { nullable: true, description: 'The side; null for participants without a side.' }),
      participations: t.field({
        type: [Participation],
        description: 'The participations of the side.',
        loads: [],
        resolve: ({ participations }) => participations,
      }),
    }),
  })

function sidesOf(rows: readonly ParticipationRow[]) {
  const sides = new Map<string | null, ParticipationRow[]>()
  for (const participation of rows) {
    if (!['BELLIGERENT', 'INITIATOR', 'PERPETRATOR', 'TARGET'].includes(participation.role)) continue
    sides.set(participation.side, [...(sides.get(participation.side) ?? []), participation])
  }
  return [...sides].map(([side, participations]) => ({ side, participations }))
}

export const armedClash = eventKind('ARMED_CLASH', 'ArmedClash', {
  description: describeKind('ARMED_CLASH', 'A fight between armed forces or groups'),
  plural: 'armedClashes',
  fields: (t, detail) => ({
    belligerents: t.field({
      type: [Side],
      description:
        'The sides that fight: the participations in the roles BELLIGERENT, INITIATOR, PERPETRATOR and TARGET, by side.',
      reads: ['id'],
      loads: [load(participationsOfEvent, 'id')],
      resolve: ({ id }, _args, context) => after(participationsOfEvent(context).load(id), sidesOf),
    }),
    modes: t.field({
      type: [ClashMode],
      description: 'The known modes of fighting; empty if not stated.',
      ...detail(({ modes }) => modes),
    }),
    violenceType: t.field({
      type: ViolenceType,
      nullable: true,
      description: 'The type of violence (UCDP); null if not determined.',
      ...detail(({ violenceType }) => violenceType),
    }),
    fatalities: t.field({
      type: [Quantity],
      description: 'The numbers of people killed, as reported. Numbers of different claims are never summed.',
      ...quantitiesIn('FATALITIES'),
    }),
  }),
})
