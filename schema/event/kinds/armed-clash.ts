import type { CLASH_MODES, VIOLENCE_TYPES } from '../../../database/tables/kinds/armed-clash.ts'
import type { ParticipationRow } from '../../../database/tables/participation.ts'
import { builder } from '../../builder/builder.ts'
import { enumType } from '../../builder/enum-type.ts'
import { eventKind } from '../kind.ts'
import { Participation, participationsOfEvent } from '../participation.ts'
import { Quantity, quantitiesOfEvent } from '../quantity.ts'

const ClashMode = enumType<(typeof CLASH_MODES)[number]>('ClashMode', 'How a clash is fought.', {
  OFFENSIVE: 'By advancing on the other side.',
  FIREARMS: 'With small arms (CAMEO 193).',
  ARTILLERY: 'With artillery and tanks (CAMEO 194).',
  AERIAL: 'From the air (CAMEO 195).',
  DRONE: 'With unmanned aircraft.',
})

const ViolenceType = enumType<(typeof VIOLENCE_TYPES)[number]>('ViolenceType', "UCDP's types of organized violence.", {
  STATE_BASED: 'At least one side is the government of a state (UCDP type 1).',
  NON_STATE: 'No side is the government of a state (UCDP type 2).',
  ONE_SIDED: 'Organized force against civilians (UCDP type 3).',
})

const Side = builder
  .objectRef<{ side: string | null; participations: ParticipationRow[] }>('BelligerentSide')
  .implement({
    description: 'Those who fight on one side.',
    fields: (t) => ({
      side: t.exposeString('side', { nullable: true, description: 'The side; null for those who are put on none.' }),
      participations: t.expose('participations', { type: [Participation], description: 'Who fights on it.' }),
    }),
  })

export const armedClash = eventKind('ARMED_CLASH', 'ArmedClash', {
  description: 'A fight between armed forces or groups (CAMEO 190, 193-196; UCDP types 1 and 2).',
  plural: 'armedClashes',
  fields: (t, detail) => ({
    belligerents: t.field({
      type: [Side],
      description: 'Who fights, by side: everybody in the roles BELLIGERENT, INITIATOR, PERPETRATOR or TARGET.',
      resolve: async ({ id }, _args, context) => {
        const sides = new Map<string | null, ParticipationRow[]>()
        for (const participation of await participationsOfEvent(context).load(id)) {
          if (!['BELLIGERENT', 'INITIATOR', 'PERPETRATOR', 'TARGET'].includes(participation.role)) continue
          sides.set(participation.side, [...(sides.get(participation.side) ?? []), participation])
        }
        return [...sides].map(([side, participations]) => ({ side, participations }))
      },
    }),
    modes: t.field({
      type: [ClashMode],
      description: 'How it is fought, as far as known.',
      resolve: detail(({ modes }) => modes),
    }),
    violenceType: t.field({
      type: ViolenceType,
      nullable: true,
      description: "UCDP's type of violence; null where it is not settled.",
      resolve: detail(({ violenceType }) => violenceType),
    }),
    fatalities: t.field({
      type: [Quantity],
      description: 'How many were killed, as reported; several reports are never added up.',
      resolve: async ({ id }, _args, context) =>
        (await quantitiesOfEvent(context).load(id)).filter(({ measure }) => measure === 'FATALITIES'),
    }),
  }),
})
