/** What the kinds' own fields mean, for those who write documents: a field means the same in every kind that has it. */
export const DETAIL_DESCRIPTIONS: Readonly<Record<string, string>> = {
  channel: 'By which way it was made public, such as a written statement.',
  durationDays: 'How long it lasts, in days.',
  durationMinutes: 'How long it lasted, in minutes.',
  effectiveFrom: 'From when it is to hold.',
  effectiveUntil: 'Until when it is to hold, that moment not included.',
  format: 'Who meets: two sides, several, or on the ground of a third.',
  joint: 'Whether forces of several states take part.',
  modes: 'With what is fought.',
  name: 'Its name.',
  outcome: 'What came of it.',
  phase: 'How far it has come.',
  stage: 'How far it has come.',
  plannedBeforehand: 'How sure it is that it was planned before what it is seen to answer.',
  requestedAction: 'What is asked for.',
  scenario: 'What is exercised.',
  scope: 'Where and for what it holds.',
  speechAct: 'What is done by saying it (CAMEO 01x, 051-053, 055, 056).',
  subject: 'What it is about.',
  topics: 'What was spoken about.',
  venue: 'In which house or room.',
  violenceType: "UCDP's type of organized violence.",
  visitKind: 'The rank that protocol gives it.',
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
