import { boolean, integer, text } from 'drizzle-orm/pg-core'
import { asOfView } from '../as-of-view.ts'
import { CERTAINTIES, type Role } from '../enums.ts'
import { eventDetails } from '../event.ts'

export const exercises = eventDetails('exercises', 'EXERCISE', {
  name: text(),
  joint: boolean(),
  scenario: text(),
  durationDays: integer(),
  plannedBeforehand: text({ enum: CERTAINTIES }),
})

export const asOfExercises = asOfView(exercises)

export const exerciseRoles = ['ORGANISER', 'PARTICIPANT', 'HOST', 'TARGET'] as const satisfies Role[]
