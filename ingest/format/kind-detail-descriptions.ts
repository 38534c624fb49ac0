/** The descriptions of the fields that only some kinds have. A field means the same in every kind that has it. */
export const DETAIL_DESCRIPTIONS: Readonly<Record<string, string>> = {
  channel: 'The channel of publication, such as a written statement.',
  durationDays: 'The duration in days.',
  durationMinutes: 'The duration in minutes.',
  effectiveFrom: 'The moment from which it is to be in force.',
  effectiveUntil: 'The moment at which it is to end; exclusive.',
  format: 'The format of the meeting: two sides, several sides, or two sides hosted by a third.',
  joint: 'Whether forces of several states take part.',
  modes: 'The means of combat.',
  name: 'The name.',
  outcome: 'The outcome.',
  phase: 'The phase that it has reached.',
  stage: 'The stage that it has reached.',
  plannedBeforehand:
    'How certain it is that the exercise was planned before the event that it is seen as a response to.',
  requestedAction: 'The action that is asked for.',
  scenario: 'The scenario that is exercised.',
  scope: 'The area and the activities that it applies to.',
  speechAct: 'What the speaker does by the statement, such as to praise or to deny (CAMEO 01x, 051-053, 055, 056).',
  subject: 'The subject matter.',
  topics: 'The topics that were discussed.',
  venue: 'The building or the hall.',
  violenceType: "UCDP's type of organized violence.",
  visitKind: 'The rank of the visit in diplomatic protocol.',
}

/** The GraphQL names of the enums among the detail fields: the title of the field in the JSON Schema. */
export const DETAIL_ENUMS: Readonly<Record<string, string>> = {
  format: 'MeetingFormat',
  modes: 'ClashMode',
  phase: 'CeasefirePhase',
  plannedBeforehand: 'Certainty',
  speechAct: 'SpeechAct',
  stage: 'AgreementStage',
  violenceType: 'ViolenceType',
  visitKind: 'VisitKind',
}
