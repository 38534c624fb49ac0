/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type ActorKind =
  | 'ARMED_FORCE'
  | 'GROUP'
  | 'ORGANIZATION'
  | 'PERSON'
  | 'STATE';

export type AgreementStage =
  | 'AGREED'
  | 'INTENT'
  | 'RATIFIED'
  | 'SIGNED';

export type AgreementWhere = {
  stage?: Array<AgreementStage> | null | undefined;
};

export type AppealWhere = {
  requestedAction?: string | null | undefined;
};

export type Approximation =
  | 'ABOUT'
  | 'AT_LEAST'
  | 'AT_MOST'
  | 'EXACT'
  | 'RANGE'
  | 'VAGUE_PLURAL';

export type ArmedClashWhere = {
  modes?: Array<ClashMode> | null | undefined;
  violenceType?: Array<ViolenceType> | null | undefined;
};

export type AttributionMode =
  | 'DIRECT_SPEECH'
  | 'INDIRECT_SPEECH'
  | 'PUBLICATION'
  | 'UNNAMED';

export type Basis =
  | 'EXPLICIT'
  | 'INFERRED'
  | 'RELATIVE';

export type BoxWhere = {
  east: number;
  north: number;
  south: number;
  west: number;
};

export type CeasefirePhase =
  | 'AGREED'
  | 'DECLARED'
  | 'ENDED'
  | 'IN_EFFECT'
  | 'PROPOSED'
  | 'VIOLATED';

export type CeasefireWhere = {
  effectiveFrom?: MomentRange | null | undefined;
  effectiveUntil?: MomentRange | null | undefined;
  phase?: Array<CeasefirePhase> | null | undefined;
  scope?: string | null | undefined;
};

export type Certainty =
  | 'CONFIRMED'
  | 'DENIED'
  | 'DISPUTED'
  | 'REPORTED'
  | 'RETRACTED'
  | 'UNCLEAR'
  | 'UNVERIFIED';

export type ClaimAspect =
  | 'CONTEXT'
  | 'DETAIL'
  | 'LOCATION'
  | 'OCCURRENCE'
  | 'PARTICIPATION'
  | 'QUANTITY'
  | 'RELATION'
  | 'TIME';

export type ClashMode =
  | 'AERIAL'
  | 'ARTILLERY'
  | 'DRONE'
  | 'FIREARMS'
  | 'OFFENSIVE';

export type CodeScheme =
  | 'CAMEO'
  | 'DATASET'
  | 'PLOVER'
  | 'UCDP';

export type CodeWhere = {
  prefix?: string | null | undefined;
  scheme: CodeScheme;
};

export type DatasetMethod =
  | 'CODED'
  | 'CURATED'
  | 'EDITED';

export type EventKind =
  | 'ACCUSATION'
  | 'AGREEMENT'
  | 'AID'
  | 'APPEAL'
  | 'ARMED_CLASH'
  | 'ATTACK'
  | 'CEASEFIRE'
  | 'COERCION'
  | 'COOPERATION'
  | 'DEMAND'
  | 'DIPLOMATIC_ACT'
  | 'EXERCISE'
  | 'FORCE_POSTURE'
  | 'INVESTIGATION'
  | 'MASS_VIOLENCE'
  | 'MEDIATION'
  | 'MEETING'
  | 'NEGOTIATION'
  | 'OTHER'
  | 'PHONE_CALL'
  | 'PROTEST'
  | 'REJECTION'
  | 'RELEASE'
  | 'SANCTION'
  | 'STATEMENT'
  | 'THREAT'
  | 'VISIT'
  | 'WITHDRAWAL';

export type EventOrder =
  | 'MENTION_COUNT_ASC'
  | 'MENTION_COUNT_DESC'
  | 'OCCURRED_ASC'
  | 'OCCURRED_DESC'
  | 'ORIGIN_COUNT_DESC'
  | 'RELEVANCE'
  | 'UPDATED_ASC'
  | 'UPDATED_DESC';

export type EventWhere = {
  agreement?: AgreementWhere | null | undefined;
  and?: Array<EventWhere> | null | undefined;
  appeal?: AppealWhere | null | undefined;
  armedClash?: ArmedClashWhere | null | undefined;
  attributedTo?: string | number | null | undefined;
  ceasefire?: CeasefireWhere | null | undefined;
  certainty?: Array<Certainty> | null | undefined;
  code?: CodeWhere | null | undefined;
  dataset?: Array<string> | null | undefined;
  evidence?: Array<Evidence> | null | undefined;
  exercise?: ExerciseWhere | null | undefined;
  externalId?: ExternalIdBy | null | undefined;
  ids?: Array<string | number> | null | undefined;
  kinds?: Array<EventKind> | null | undefined;
  location?: LocationWhere | null | undefined;
  mediation?: MediationWhere | null | undefined;
  meeting?: MeetingWhere | null | undefined;
  minMentions?: number | null | undefined;
  minOrigins?: number | null | undefined;
  negotiation?: NegotiationWhere | null | undefined;
  not?: EventWhere | null | undefined;
  occurred?: TimeWindow | null | undefined;
  or?: Array<EventWhere> | null | undefined;
  participants?: ParticipantsWhere | null | undefined;
  phoneCall?: PhoneCallWhere | null | undefined;
  polarity?: Array<Polarity> | null | undefined;
  publisher?: Array<string | number> | null | undefined;
  quantity?: QuantityWhere | null | undefined;
  realis?: Array<Realis> | null | undefined;
  reportedAfterDays?: IntRange | null | undefined;
  search?: string | null | undefined;
  statement?: StatementWhere | null | undefined;
  storyline?: string | number | null | undefined;
  updatedSince?: string | null | undefined;
  visit?: VisitWhere | null | undefined;
};

export type Evidence =
  | 'CODED'
  | 'LISTED'
  | 'QUOTED';

export type ExerciseWhere = {
  durationDays?: IntRange | null | undefined;
  joint?: boolean | null | undefined;
  name?: string | null | undefined;
  plannedBeforehand?: Array<Certainty> | null | undefined;
  scenario?: string | null | undefined;
};

export type ExtentBasis =
  | 'BORDERS'
  | 'POINTS';

export type ExternalIdBy = {
  scheme: IdScheme;
  value: string;
};

export type HighlightField =
  | 'NAME'
  | 'QUOTE'
  | 'SUMMARY'
  | 'TITLE';

export type IdScheme =
  | 'CAMEO'
  | 'DATASET'
  | 'FIPS10_4'
  | 'GDELT_EVENT'
  | 'GEONAMES'
  | 'GNIS'
  | 'GNS'
  | 'ISO3166_2'
  | 'ISO3166_A2'
  | 'ISO3166_A3'
  | 'UCDP_ACTOR'
  | 'UCDP_EVENT'
  | 'WIKIDATA';

export type ImportState =
  | 'DONE'
  | 'FAILED'
  | 'INTERRUPTED'
  | 'RUNNING';

export type IntRange = {
  atLeast?: number | null | undefined;
  atMost?: number | null | undefined;
};

export type LocationPrecision =
  | 'ADM1'
  | 'ADM2'
  | 'COUNTRY'
  | 'LINEAR_OR_FUZZY'
  | 'NEAR_SETTLEMENT'
  | 'SETTLEMENT'
  | 'SITE'
  | 'UNKNOWN'
  | 'WATER_OR_AIRSPACE';

export type LocationWhere = {
  box?: BoxWhere | null | undefined;
  country?: string | number | null | undefined;
  maxRadiusKm?: number | null | undefined;
  near?: NearWhere | null | undefined;
  precision?: Array<LocationPrecision> | null | undefined;
  within?: string | number | null | undefined;
};

export type Measure =
  | 'DISPLACED'
  | 'DURATION'
  | 'EQUIPMENT'
  | 'FATALITIES'
  | 'INJURED'
  | 'MONEY'
  | 'OTHER'
  | 'PERSONNEL';

export type MediationWhere = {
  subject?: string | null | undefined;
};

export type MeetingFormat =
  | 'BILATERAL'
  | 'MULTILATERAL'
  | 'THIRD_PARTY';

export type MeetingWhere = {
  format?: Array<MeetingFormat> | null | undefined;
  venue?: string | null | undefined;
};

export type MomentRange = {
  from?: string | null | undefined;
  to?: string | null | undefined;
};

export type NameKind =
  | 'ALIAS'
  | 'FORMER'
  | 'METONYM'
  | 'OFFICIAL'
  | 'TRANSLITERATION';

export type NearWhere = {
  km: number;
  latitude: number;
  longitude: number;
};

export type NegotiationWhere = {
  outcome?: string | null | undefined;
  subject?: string | null | undefined;
};

export type OriginKind =
  | 'ACTOR'
  | 'AGENCY'
  | 'DATASET'
  | 'PUBLISHER'
  | 'TEXT';

export type ParticipantWhere = {
  actor?: string | number | null | undefined;
  actors?: Array<string | number> | null | undefined;
  country?: string | number | null | undefined;
  kind?: Array<ActorKind> | null | undefined;
  name?: string | null | undefined;
  office?: string | number | null | undefined;
  roles?: Array<Role> | null | undefined;
};

export type ParticipantsWhere = {
  every?: ParticipantWhere | null | undefined;
  none?: ParticipantWhere | null | undefined;
  some?: ParticipantWhere | null | undefined;
};

export type PhoneCallWhere = {
  durationMinutes?: IntRange | null | undefined;
  topics?: string | null | undefined;
};

export type PlaceEdgeKind =
  | 'ADMINISTERED_BY'
  | 'CLAIMED_BY'
  | 'PART_OF';

export type PlaceKind =
  | 'ADM1'
  | 'ADM2'
  | 'AIRSPACE'
  | 'COUNTRY'
  | 'DISPUTED_REGION'
  | 'LINEAR_FEATURE'
  | 'SETTLEMENT'
  | 'SITE'
  | 'WATER';

export type Polarity =
  | 'NEGATIVE'
  | 'POSITIVE';

export type QuantityWhere = {
  atLeast?: number | null | undefined;
  atMost?: number | null | undefined;
  measure: Measure;
};

export type QuoteFate =
  | 'FOUND'
  | 'LOST'
  | 'MOVED'
  | 'NOT_CHECKED';

export type QuoteVerification =
  | 'NOT_VERIFIED'
  | 'VERIFIED';

export type Realis =
  | 'ACTUAL'
  | 'DESIRED'
  | 'HYPOTHETICAL'
  | 'SCHEDULED';

export type RelationDirection =
  | 'INCOMING'
  | 'OUTGOING';

export type RelationKind =
  | 'AIMS_TO_END'
  | 'ANNOUNCES'
  | 'CONNECTED_WITH'
  | 'CONTENT_OF'
  | 'FOLLOWS'
  | 'INITIATES'
  | 'OUTCOME_OF'
  | 'PURPOSE_OF'
  | 'REPORTS'
  | 'RESPONSE_TO'
  | 'SUBEVENT_OF'
  | 'VIOLATES';

export type RevisionKind =
  | 'CORRECTED'
  | 'CREATED'
  | 'MERGED'
  | 'REINSTATED'
  | 'RETRACTED'
  | 'SPLIT';

export type Role =
  | 'ADDRESSEE'
  | 'BELLIGERENT'
  | 'BENEFICIARY'
  | 'CO_CHAIR'
  | 'FORUM'
  | 'HOST'
  | 'INITIATOR'
  | 'MEDIATOR'
  | 'ON_BEHALF_OF'
  | 'ORGANISER'
  | 'OTHER'
  | 'PARTICIPANT'
  | 'PARTY'
  | 'PERPETRATOR'
  | 'RECIPIENT'
  | 'SOURCE'
  | 'SPEAKER'
  | 'SPOKESPERSON'
  | 'TARGET'
  | 'VICTIM'
  | 'VISITOR';

export type SpeechAct =
  | 'CONCERN'
  | 'CONFIRM'
  | 'DENY'
  | 'PRAISE'
  | 'SAY';

export type StatementWhere = {
  channel?: string | null | undefined;
  speechAct?: Array<SpeechAct> | null | undefined;
};

export type TimeFit =
  | 'IN_BUCKET'
  | 'LONGER'
  | 'UNKNOWN';

export type TimePrecision =
  | 'DAY'
  | 'HOUR'
  | 'INSTANT'
  | 'MONTH'
  | 'PART_OF_DAY'
  | 'RANGE'
  | 'UNKNOWN'
  | 'WEEK'
  | 'YEAR';

export type TimeReading =
  | 'CERTAINLY'
  | 'POSSIBLY';

export type TimeWindow = {
  during?: string | null | undefined;
  from?: string | null | undefined;
  precision?: Array<TimePrecision> | null | undefined;
  reading?: TimeReading | null | undefined;
  to?: string | null | undefined;
};

export type ViolenceType =
  | 'NON_STATE'
  | 'ONE_SIDED'
  | 'STATE_BASED';

export type VisitKind =
  | 'OFFICIAL'
  | 'PRIVATE'
  | 'STATE'
  | 'WORKING';

export type VisitWhere = {
  durationDays?: IntRange | null | undefined;
  visitKind?: Array<VisitKind> | null | undefined;
};

export type ExplorerActorQueryVariables = Exact<{
  id: string | number;
  after?: string | null | undefined;
  withTimes: boolean;
}>;


export type ExplorerActorQuery = { actor:
    | { id: string, name: string, kind: ActorKind, description: string | null, erasedAt: string | null, version: number, country: { id: string, name: string } | null, mergedInto: { id: string, name: string } | null, merge: { at: string, by: string, reason: string } | null, names: Array<{ name: string, kind: NameKind, language: string | null, dataset: { name: string } | null }>, externalIds: Array<{ scheme: IdScheme, value: string }>, memberships: Array<{ role: string, from: string | null, until: string | null, organization: { id: string, name: string } }>, revisions: Array<{ version: number, kind: RevisionKind, at: string, by: string, reason: string | null, changes: Array<{ field: string, before: unknown, after: unknown }> }>, counterparts: Array<{ eventCount: number, lastContact: string | null, kinds: Array<{ kind: EventKind, count: number }>, timeline?: Array<{ bucket: string | null, timeFit: TimeFit, count: number }>, actor: { id: string, name: string, kind: ActorKind } }>, events: { totalCount: number, isExact: boolean, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ id: string, title: string, kind: EventKind, realis: Realis, polarity: Polarity, certainty: Certainty, evidence: Evidence, occurred: { edtf: string, precision: TimePrecision, text: string | null } }> } }
    | { id: string, name: string, kind: ActorKind, description: string | null, erasedAt: string | null, version: number, members: Array<{ role: string, from: string | null, until: string | null, member: { id: string, name: string } }>, country: { id: string, name: string } | null, mergedInto: { id: string, name: string } | null, merge: { at: string, by: string, reason: string } | null, names: Array<{ name: string, kind: NameKind, language: string | null, dataset: { name: string } | null }>, externalIds: Array<{ scheme: IdScheme, value: string }>, memberships: Array<{ role: string, from: string | null, until: string | null, organization: { id: string, name: string } }>, revisions: Array<{ version: number, kind: RevisionKind, at: string, by: string, reason: string | null, changes: Array<{ field: string, before: unknown, after: unknown }> }>, counterparts: Array<{ eventCount: number, lastContact: string | null, kinds: Array<{ kind: EventKind, count: number }>, timeline?: Array<{ bucket: string | null, timeFit: TimeFit, count: number }>, actor: { id: string, name: string, kind: ActorKind } }>, events: { totalCount: number, isExact: boolean, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ id: string, title: string, kind: EventKind, realis: Realis, polarity: Polarity, certainty: Certainty, evidence: Evidence, occurred: { edtf: string, precision: TimePrecision, text: string | null } }> } }
    | { id: string, name: string, kind: ActorKind, description: string | null, erasedAt: string | null, version: number, offices: Array<{ id: string, title: string, tenures: Array<{ from: string | null, until: string | null, person: { id: string, name: string } }> }>, members: Array<{ role: string, from: string | null, until: string | null, member: { id: string, name: string } }>, country: { id: string, name: string } | null, mergedInto: { id: string, name: string } | null, merge: { at: string, by: string, reason: string } | null, names: Array<{ name: string, kind: NameKind, language: string | null, dataset: { name: string } | null }>, externalIds: Array<{ scheme: IdScheme, value: string }>, memberships: Array<{ role: string, from: string | null, until: string | null, organization: { id: string, name: string } }>, revisions: Array<{ version: number, kind: RevisionKind, at: string, by: string, reason: string | null, changes: Array<{ field: string, before: unknown, after: unknown }> }>, counterparts: Array<{ eventCount: number, lastContact: string | null, kinds: Array<{ kind: EventKind, count: number }>, timeline?: Array<{ bucket: string | null, timeFit: TimeFit, count: number }>, actor: { id: string, name: string, kind: ActorKind } }>, events: { totalCount: number, isExact: boolean, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ id: string, title: string, kind: EventKind, realis: Realis, polarity: Polarity, certainty: Certainty, evidence: Evidence, occurred: { edtf: string, precision: TimePrecision, text: string | null } }> } }
    | { id: string, name: string, kind: ActorKind, description: string | null, erasedAt: string | null, version: number, tenures: Array<{ from: string | null, until: string | null, office: { id: string, title: string, organization: { id: string, name: string } | null } }>, country: { id: string, name: string } | null, mergedInto: { id: string, name: string } | null, merge: { at: string, by: string, reason: string } | null, names: Array<{ name: string, kind: NameKind, language: string | null, dataset: { name: string } | null }>, externalIds: Array<{ scheme: IdScheme, value: string }>, memberships: Array<{ role: string, from: string | null, until: string | null, organization: { id: string, name: string } }>, revisions: Array<{ version: number, kind: RevisionKind, at: string, by: string, reason: string | null, changes: Array<{ field: string, before: unknown, after: unknown }> }>, counterparts: Array<{ eventCount: number, lastContact: string | null, kinds: Array<{ kind: EventKind, count: number }>, timeline?: Array<{ bucket: string | null, timeFit: TimeFit, count: number }>, actor: { id: string, name: string, kind: ActorKind } }>, events: { totalCount: number, isExact: boolean, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ id: string, title: string, kind: EventKind, realis: Realis, polarity: Polarity, certainty: Certainty, evidence: Evidence, occurred: { edtf: string, precision: TimePrecision, text: string | null } }> } }
   | null };

export type HoldersFragment = { id: string, title: string, tenures: Array<{ from: string | null, until: string | null, person: { id: string, name: string } }> };

export type MemberFragment = { role: string, from: string | null, until: string | null, member: { id: string, name: string } };

export type ActorEventFragment = { id: string, title: string, kind: EventKind, realis: Realis, polarity: Polarity, certainty: Certainty, evidence: Evidence, occurred: { edtf: string, precision: TimePrecision, text: string | null } };

export type ExplorerArticleQueryVariables = Exact<{
  id: string | number;
}>;


export type ExplorerArticleQuery = { article: { id: string, headline: string | null, url: string | null, publishedOn: string | null, language: string | null, length: number | null, erasedAt: string | null, publisher: { id: string, name: string, homepage: string | null } | null, versions: Array<{ version: number, recordedAt: string, headline: string | null, language: string | null, length: number | null, textSha256: string | null }>, revisions: Array<{ version: number, kind: RevisionKind, at: string, by: string, reason: string | null, changes: Array<{ field: string, before: unknown, after: unknown }> }>, claims: Array<{ id: string, aspect: ClaimAspect, detail: string | null, certainty: Certainty, polarity: Polarity, realis: Realis, hedge: string | null, quote: { exact: string, start: number | null, end: number | null, sentence: number | null, verification: QuoteVerification, inLatestVersion: QuoteFate }, attribution: Array<{ name: string, verb: string | null, mode: AttributionMode, agent: { id: string, name: string } | null }>, event: { id: string, title: string, kind: EventKind } }> } | null };

export type ExplorerDatasetQueryVariables = Exact<{
  where?: EventWhere | null | undefined;
  after?: string | null | undefined;
}>;


export type ExplorerDatasetQuery = { datasets: Array<{ id: string, name: string, title: string, licence: string, citation: string | null, homepage: string | null, method: DatasetMethod, eventCount: number, mentionCount: number, reportCount: number, lastImportAt: string | null, releases: Array<{ name: string, releasedOn: string, importedAt: string }>, imports: { totalCount: number, nodes: Array<{ file: string, format: string, release: string | null, state: ImportState, startedAt: string, finishedAt: string | null, rowsRead: number, rowsRejected: number, eventsCreated: number, eventsCorrected: number, eventsRetracted: number, error: string | null }> } }>, events: { totalCount: number, isExact: boolean, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ id: string, title: string, kind: EventKind, realis: Realis, polarity: Polarity, certainty: Certainty, evidence: Evidence, occurred: { edtf: string, precision: TimePrecision, text: string | null } }> } };

export type DatasetEventFragment = { id: string, title: string, kind: EventKind, realis: Realis, polarity: Polarity, certainty: Certainty, evidence: Evidence, occurred: { edtf: string, precision: TimePrecision, text: string | null } };

export type ExplorerEventQueryVariables = Exact<{
  id: string | number;
}>;


export type ExplorerEventQuery = { event:
    | { stage: AgreementStage | null, asOf: string | null, version: number, createdAt: string, updatedAt: string, firstReportedOn: string | null, mentionCount: number, publisherCount: number, independentOriginCount: number, unsupportedFields: Array<string>, id: string, title: string, summary: string | null, kind: EventKind, realis: Realis, polarity: Polarity, certainty: Certainty, evidence: Evidence, current: { id: string }, mergedInto: { id: string, title: string } | null, dataset: { name: string, title: string, licence: string, citation: string | null, method: DatasetMethod, homepage: string | null }, externalIds: Array<{ scheme: IdScheme, value: string }>, codes: Array<{ scheme: CodeScheme, code: string, label: string | null }>, storylines: Array<{ id: string, title: string }>, participations: Array<{ role: Role, label: string | null, side: string | null, basis: Basis, actor: { id: string, name: string }, office: { title: string } | null }>, locations: Array<{ precision: LocationPrecision, latitude: number | null, longitude: number | null, radiusKm: number | null, text: string | null, place: { id: string, name: string, kind: PlaceKind, latitude: number | null, longitude: number | null, extent: { latitude: number, longitude: number, radiusKm: number } | null } | null }>, quantities: Array<{ measure: Measure, best: number | null, low: number | null, high: number | null, approximation: Approximation, unit: string | null, of: string | null, side: string | null, text: string | null, claim: { id: string } | null }>, origins: Array<{ kind: OriginKind, name: string, isProven: boolean, reason: string, claims: Array<{ id: string }> }>, dispute: { asserting: Array<{ id: string }>, denying: Array<{ id: string }> } | null, claims: Array<{ id: string, aspect: ClaimAspect, detail: string | null, certainty: Certainty, polarity: Polarity, realis: Realis, hedge: string | null, quote: { exact: string, prefix: string | null, suffix: string | null, sentence: number | null, verification: QuoteVerification, inLatestVersion: QuoteFate }, attribution: Array<{ name: string, label: string | null, verb: string | null, mode: AttributionMode, agent: { id: string, name: string } | null, article: { id: string, url: string | null } | null }>, article: { id: string, headline: string | null, url: string | null, publishedOn: string | null, language: string | null, publisher: { id: string, name: string } | null } }>, relations: Array<{ kind: RelationKind, direction: RelationDirection, basis: Basis, certainty: Certainty, event: { id: string, title: string, kind: EventKind, certainty: Certainty, realis: Realis } | null, claims: Array<{ id: string, hedge: string | null, quote: { exact: string } }> }>, mentions: { totalCount: number, nodes: Array<{ article: { id: string, headline: string | null, url: string | null, publishedOn: string | null, publisher: { name: string } | null } }> }, revisions: Array<{ version: number, kind: RevisionKind, at: string, by: string, reason: string | null, changes: Array<{ field: string, before: unknown, after: unknown, isSupported: boolean | null }> }>, occurred: { edtf: string, earliest: string | null, latest: string | null, precision: TimePrecision, basis: Basis, text: string | null } }
    | { requestedAction: string | null, asOf: string | null, version: number, createdAt: string, updatedAt: string, firstReportedOn: string | null, mentionCount: number, publisherCount: number, independentOriginCount: number, unsupportedFields: Array<string>, id: string, title: string, summary: string | null, kind: EventKind, realis: Realis, polarity: Polarity, certainty: Certainty, evidence: Evidence, current: { id: string }, mergedInto: { id: string, title: string } | null, dataset: { name: string, title: string, licence: string, citation: string | null, method: DatasetMethod, homepage: string | null }, externalIds: Array<{ scheme: IdScheme, value: string }>, codes: Array<{ scheme: CodeScheme, code: string, label: string | null }>, storylines: Array<{ id: string, title: string }>, participations: Array<{ role: Role, label: string | null, side: string | null, basis: Basis, actor: { id: string, name: string }, office: { title: string } | null }>, locations: Array<{ precision: LocationPrecision, latitude: number | null, longitude: number | null, radiusKm: number | null, text: string | null, place: { id: string, name: string, kind: PlaceKind, latitude: number | null, longitude: number | null, extent: { latitude: number, longitude: number, radiusKm: number } | null } | null }>, quantities: Array<{ measure: Measure, best: number | null, low: number | null, high: number | null, approximation: Approximation, unit: string | null, of: string | null, side: string | null, text: string | null, claim: { id: string } | null }>, origins: Array<{ kind: OriginKind, name: string, isProven: boolean, reason: string, claims: Array<{ id: string }> }>, dispute: { asserting: Array<{ id: string }>, denying: Array<{ id: string }> } | null, claims: Array<{ id: string, aspect: ClaimAspect, detail: string | null, certainty: Certainty, polarity: Polarity, realis: Realis, hedge: string | null, quote: { exact: string, prefix: string | null, suffix: string | null, sentence: number | null, verification: QuoteVerification, inLatestVersion: QuoteFate }, attribution: Array<{ name: string, label: string | null, verb: string | null, mode: AttributionMode, agent: { id: string, name: string } | null, article: { id: string, url: string | null } | null }>, article: { id: string, headline: string | null, url: string | null, publishedOn: string | null, language: string | null, publisher: { id: string, name: string } | null } }>, relations: Array<{ kind: RelationKind, direction: RelationDirection, basis: Basis, certainty: Certainty, event: { id: string, title: string, kind: EventKind, certainty: Certainty, realis: Realis } | null, claims: Array<{ id: string, hedge: string | null, quote: { exact: string } }> }>, mentions: { totalCount: number, nodes: Array<{ article: { id: string, headline: string | null, url: string | null, publishedOn: string | null, publisher: { name: string } | null } }> }, revisions: Array<{ version: number, kind: RevisionKind, at: string, by: string, reason: string | null, changes: Array<{ field: string, before: unknown, after: unknown, isSupported: boolean | null }> }>, occurred: { edtf: string, earliest: string | null, latest: string | null, precision: TimePrecision, basis: Basis, text: string | null } }
    | { modes: Array<ClashMode>, violenceType: ViolenceType | null, asOf: string | null, version: number, createdAt: string, updatedAt: string, firstReportedOn: string | null, mentionCount: number, publisherCount: number, independentOriginCount: number, unsupportedFields: Array<string>, id: string, title: string, summary: string | null, kind: EventKind, realis: Realis, polarity: Polarity, certainty: Certainty, evidence: Evidence, current: { id: string }, mergedInto: { id: string, title: string } | null, dataset: { name: string, title: string, licence: string, citation: string | null, method: DatasetMethod, homepage: string | null }, externalIds: Array<{ scheme: IdScheme, value: string }>, codes: Array<{ scheme: CodeScheme, code: string, label: string | null }>, storylines: Array<{ id: string, title: string }>, participations: Array<{ role: Role, label: string | null, side: string | null, basis: Basis, actor: { id: string, name: string }, office: { title: string } | null }>, locations: Array<{ precision: LocationPrecision, latitude: number | null, longitude: number | null, radiusKm: number | null, text: string | null, place: { id: string, name: string, kind: PlaceKind, latitude: number | null, longitude: number | null, extent: { latitude: number, longitude: number, radiusKm: number } | null } | null }>, quantities: Array<{ measure: Measure, best: number | null, low: number | null, high: number | null, approximation: Approximation, unit: string | null, of: string | null, side: string | null, text: string | null, claim: { id: string } | null }>, origins: Array<{ kind: OriginKind, name: string, isProven: boolean, reason: string, claims: Array<{ id: string }> }>, dispute: { asserting: Array<{ id: string }>, denying: Array<{ id: string }> } | null, claims: Array<{ id: string, aspect: ClaimAspect, detail: string | null, certainty: Certainty, polarity: Polarity, realis: Realis, hedge: string | null, quote: { exact: string, prefix: string | null, suffix: string | null, sentence: number | null, verification: QuoteVerification, inLatestVersion: QuoteFate }, attribution: Array<{ name: string, label: string | null, verb: string | null, mode: AttributionMode, agent: { id: string, name: string } | null, article: { id: string, url: string | null } | null }>, article: { id: string, headline: string | null, url: string | null, publishedOn: string | null, language: string | null, publisher: { id: string, name: string } | null } }>, relations: Array<{ kind: RelationKind, direction: RelationDirection, basis: Basis, certainty: Certainty, event: { id: string, title: string, kind: EventKind, certainty: Certainty, realis: Realis } | null, claims: Array<{ id: string, hedge: string | null, quote: { exact: string } }> }>, mentions: { totalCount: number, nodes: Array<{ article: { id: string, headline: string | null, url: string | null, publishedOn: string | null, publisher: { name: string } | null } }> }, revisions: Array<{ version: number, kind: RevisionKind, at: string, by: string, reason: string | null, changes: Array<{ field: string, before: unknown, after: unknown, isSupported: boolean | null }> }>, occurred: { edtf: string, earliest: string | null, latest: string | null, precision: TimePrecision, basis: Basis, text: string | null } }
    | { phase: CeasefirePhase | null, effectiveFrom: string | null, effectiveUntil: string | null, scope: string | null, asOf: string | null, version: number, createdAt: string, updatedAt: string, firstReportedOn: string | null, mentionCount: number, publisherCount: number, independentOriginCount: number, unsupportedFields: Array<string>, id: string, title: string, summary: string | null, kind: EventKind, realis: Realis, polarity: Polarity, certainty: Certainty, evidence: Evidence, current: { id: string }, mergedInto: { id: string, title: string } | null, dataset: { name: string, title: string, licence: string, citation: string | null, method: DatasetMethod, homepage: string | null }, externalIds: Array<{ scheme: IdScheme, value: string }>, codes: Array<{ scheme: CodeScheme, code: string, label: string | null }>, storylines: Array<{ id: string, title: string }>, participations: Array<{ role: Role, label: string | null, side: string | null, basis: Basis, actor: { id: string, name: string }, office: { title: string } | null }>, locations: Array<{ precision: LocationPrecision, latitude: number | null, longitude: number | null, radiusKm: number | null, text: string | null, place: { id: string, name: string, kind: PlaceKind, latitude: number | null, longitude: number | null, extent: { latitude: number, longitude: number, radiusKm: number } | null } | null }>, quantities: Array<{ measure: Measure, best: number | null, low: number | null, high: number | null, approximation: Approximation, unit: string | null, of: string | null, side: string | null, text: string | null, claim: { id: string } | null }>, origins: Array<{ kind: OriginKind, name: string, isProven: boolean, reason: string, claims: Array<{ id: string }> }>, dispute: { asserting: Array<{ id: string }>, denying: Array<{ id: string }> } | null, claims: Array<{ id: string, aspect: ClaimAspect, detail: string | null, certainty: Certainty, polarity: Polarity, realis: Realis, hedge: string | null, quote: { exact: string, prefix: string | null, suffix: string | null, sentence: number | null, verification: QuoteVerification, inLatestVersion: QuoteFate }, attribution: Array<{ name: string, label: string | null, verb: string | null, mode: AttributionMode, agent: { id: string, name: string } | null, article: { id: string, url: string | null } | null }>, article: { id: string, headline: string | null, url: string | null, publishedOn: string | null, language: string | null, publisher: { id: string, name: string } | null } }>, relations: Array<{ kind: RelationKind, direction: RelationDirection, basis: Basis, certainty: Certainty, event: { id: string, title: string, kind: EventKind, certainty: Certainty, realis: Realis } | null, claims: Array<{ id: string, hedge: string | null, quote: { exact: string } }> }>, mentions: { totalCount: number, nodes: Array<{ article: { id: string, headline: string | null, url: string | null, publishedOn: string | null, publisher: { name: string } | null } }> }, revisions: Array<{ version: number, kind: RevisionKind, at: string, by: string, reason: string | null, changes: Array<{ field: string, before: unknown, after: unknown, isSupported: boolean | null }> }>, occurred: { edtf: string, earliest: string | null, latest: string | null, precision: TimePrecision, basis: Basis, text: string | null } }
    | { durationDays: number | null, joint: boolean | null, plannedBeforehand: Certainty | null, scenario: string | null, asOf: string | null, version: number, createdAt: string, updatedAt: string, firstReportedOn: string | null, mentionCount: number, publisherCount: number, independentOriginCount: number, unsupportedFields: Array<string>, id: string, title: string, summary: string | null, kind: EventKind, realis: Realis, polarity: Polarity, certainty: Certainty, evidence: Evidence, exerciseName: string | null, current: { id: string }, mergedInto: { id: string, title: string } | null, dataset: { name: string, title: string, licence: string, citation: string | null, method: DatasetMethod, homepage: string | null }, externalIds: Array<{ scheme: IdScheme, value: string }>, codes: Array<{ scheme: CodeScheme, code: string, label: string | null }>, storylines: Array<{ id: string, title: string }>, participations: Array<{ role: Role, label: string | null, side: string | null, basis: Basis, actor: { id: string, name: string }, office: { title: string } | null }>, locations: Array<{ precision: LocationPrecision, latitude: number | null, longitude: number | null, radiusKm: number | null, text: string | null, place: { id: string, name: string, kind: PlaceKind, latitude: number | null, longitude: number | null, extent: { latitude: number, longitude: number, radiusKm: number } | null } | null }>, quantities: Array<{ measure: Measure, best: number | null, low: number | null, high: number | null, approximation: Approximation, unit: string | null, of: string | null, side: string | null, text: string | null, claim: { id: string } | null }>, origins: Array<{ kind: OriginKind, name: string, isProven: boolean, reason: string, claims: Array<{ id: string }> }>, dispute: { asserting: Array<{ id: string }>, denying: Array<{ id: string }> } | null, claims: Array<{ id: string, aspect: ClaimAspect, detail: string | null, certainty: Certainty, polarity: Polarity, realis: Realis, hedge: string | null, quote: { exact: string, prefix: string | null, suffix: string | null, sentence: number | null, verification: QuoteVerification, inLatestVersion: QuoteFate }, attribution: Array<{ name: string, label: string | null, verb: string | null, mode: AttributionMode, agent: { id: string, name: string } | null, article: { id: string, url: string | null } | null }>, article: { id: string, headline: string | null, url: string | null, publishedOn: string | null, language: string | null, publisher: { id: string, name: string } | null } }>, relations: Array<{ kind: RelationKind, direction: RelationDirection, basis: Basis, certainty: Certainty, event: { id: string, title: string, kind: EventKind, certainty: Certainty, realis: Realis } | null, claims: Array<{ id: string, hedge: string | null, quote: { exact: string } }> }>, mentions: { totalCount: number, nodes: Array<{ article: { id: string, headline: string | null, url: string | null, publishedOn: string | null, publisher: { name: string } | null } }> }, revisions: Array<{ version: number, kind: RevisionKind, at: string, by: string, reason: string | null, changes: Array<{ field: string, before: unknown, after: unknown, isSupported: boolean | null }> }>, occurred: { edtf: string, earliest: string | null, latest: string | null, precision: TimePrecision, basis: Basis, text: string | null } }
    | { asOf: string | null, version: number, createdAt: string, updatedAt: string, firstReportedOn: string | null, mentionCount: number, publisherCount: number, independentOriginCount: number, unsupportedFields: Array<string>, id: string, title: string, summary: string | null, kind: EventKind, realis: Realis, polarity: Polarity, certainty: Certainty, evidence: Evidence, current: { id: string }, mergedInto: { id: string, title: string } | null, dataset: { name: string, title: string, licence: string, citation: string | null, method: DatasetMethod, homepage: string | null }, externalIds: Array<{ scheme: IdScheme, value: string }>, codes: Array<{ scheme: CodeScheme, code: string, label: string | null }>, storylines: Array<{ id: string, title: string }>, participations: Array<{ role: Role, label: string | null, side: string | null, basis: Basis, actor: { id: string, name: string }, office: { title: string } | null }>, locations: Array<{ precision: LocationPrecision, latitude: number | null, longitude: number | null, radiusKm: number | null, text: string | null, place: { id: string, name: string, kind: PlaceKind, latitude: number | null, longitude: number | null, extent: { latitude: number, longitude: number, radiusKm: number } | null } | null }>, quantities: Array<{ measure: Measure, best: number | null, low: number | null, high: number | null, approximation: Approximation, unit: string | null, of: string | null, side: string | null, text: string | null, claim: { id: string } | null }>, origins: Array<{ kind: OriginKind, name: string, isProven: boolean, reason: string, claims: Array<{ id: string }> }>, dispute: { asserting: Array<{ id: string }>, denying: Array<{ id: string }> } | null, claims: Array<{ id: string, aspect: ClaimAspect, detail: string | null, certainty: Certainty, polarity: Polarity, realis: Realis, hedge: string | null, quote: { exact: string, prefix: string | null, suffix: string | null, sentence: number | null, verification: QuoteVerification, inLatestVersion: QuoteFate }, attribution: Array<{ name: string, label: string | null, verb: string | null, mode: AttributionMode, agent: { id: string, name: string } | null, article: { id: string, url: string | null } | null }>, article: { id: string, headline: string | null, url: string | null, publishedOn: string | null, language: string | null, publisher: { id: string, name: string } | null } }>, relations: Array<{ kind: RelationKind, direction: RelationDirection, basis: Basis, certainty: Certainty, event: { id: string, title: string, kind: EventKind, certainty: Certainty, realis: Realis } | null, claims: Array<{ id: string, hedge: string | null, quote: { exact: string } }> }>, mentions: { totalCount: number, nodes: Array<{ article: { id: string, headline: string | null, url: string | null, publishedOn: string | null, publisher: { name: string } | null } }> }, revisions: Array<{ version: number, kind: RevisionKind, at: string, by: string, reason: string | null, changes: Array<{ field: string, before: unknown, after: unknown, isSupported: boolean | null }> }>, occurred: { edtf: string, earliest: string | null, latest: string | null, precision: TimePrecision, basis: Basis, text: string | null } }
    | { subject: string | null, asOf: string | null, version: number, createdAt: string, updatedAt: string, firstReportedOn: string | null, mentionCount: number, publisherCount: number, independentOriginCount: number, unsupportedFields: Array<string>, id: string, title: string, summary: string | null, kind: EventKind, realis: Realis, polarity: Polarity, certainty: Certainty, evidence: Evidence, current: { id: string }, mergedInto: { id: string, title: string } | null, dataset: { name: string, title: string, licence: string, citation: string | null, method: DatasetMethod, homepage: string | null }, externalIds: Array<{ scheme: IdScheme, value: string }>, codes: Array<{ scheme: CodeScheme, code: string, label: string | null }>, storylines: Array<{ id: string, title: string }>, participations: Array<{ role: Role, label: string | null, side: string | null, basis: Basis, actor: { id: string, name: string }, office: { title: string } | null }>, locations: Array<{ precision: LocationPrecision, latitude: number | null, longitude: number | null, radiusKm: number | null, text: string | null, place: { id: string, name: string, kind: PlaceKind, latitude: number | null, longitude: number | null, extent: { latitude: number, longitude: number, radiusKm: number } | null } | null }>, quantities: Array<{ measure: Measure, best: number | null, low: number | null, high: number | null, approximation: Approximation, unit: string | null, of: string | null, side: string | null, text: string | null, claim: { id: string } | null }>, origins: Array<{ kind: OriginKind, name: string, isProven: boolean, reason: string, claims: Array<{ id: string }> }>, dispute: { asserting: Array<{ id: string }>, denying: Array<{ id: string }> } | null, claims: Array<{ id: string, aspect: ClaimAspect, detail: string | null, certainty: Certainty, polarity: Polarity, realis: Realis, hedge: string | null, quote: { exact: string, prefix: string | null, suffix: string | null, sentence: number | null, verification: QuoteVerification, inLatestVersion: QuoteFate }, attribution: Array<{ name: string, label: string | null, verb: string | null, mode: AttributionMode, agent: { id: string, name: string } | null, article: { id: string, url: string | null } | null }>, article: { id: string, headline: string | null, url: string | null, publishedOn: string | null, language: string | null, publisher: { id: string, name: string } | null } }>, relations: Array<{ kind: RelationKind, direction: RelationDirection, basis: Basis, certainty: Certainty, event: { id: string, title: string, kind: EventKind, certainty: Certainty, realis: Realis } | null, claims: Array<{ id: string, hedge: string | null, quote: { exact: string } }> }>, mentions: { totalCount: number, nodes: Array<{ article: { id: string, headline: string | null, url: string | null, publishedOn: string | null, publisher: { name: string } | null } }> }, revisions: Array<{ version: number, kind: RevisionKind, at: string, by: string, reason: string | null, changes: Array<{ field: string, before: unknown, after: unknown, isSupported: boolean | null }> }>, occurred: { edtf: string, earliest: string | null, latest: string | null, precision: TimePrecision, basis: Basis, text: string | null } }
    | { format: MeetingFormat | null, venue: string | null, asOf: string | null, version: number, createdAt: string, updatedAt: string, firstReportedOn: string | null, mentionCount: number, publisherCount: number, independentOriginCount: number, unsupportedFields: Array<string>, id: string, title: string, summary: string | null, kind: EventKind, realis: Realis, polarity: Polarity, certainty: Certainty, evidence: Evidence, current: { id: string }, mergedInto: { id: string, title: string } | null, dataset: { name: string, title: string, licence: string, citation: string | null, method: DatasetMethod, homepage: string | null }, externalIds: Array<{ scheme: IdScheme, value: string }>, codes: Array<{ scheme: CodeScheme, code: string, label: string | null }>, storylines: Array<{ id: string, title: string }>, participations: Array<{ role: Role, label: string | null, side: string | null, basis: Basis, actor: { id: string, name: string }, office: { title: string } | null }>, locations: Array<{ precision: LocationPrecision, latitude: number | null, longitude: number | null, radiusKm: number | null, text: string | null, place: { id: string, name: string, kind: PlaceKind, latitude: number | null, longitude: number | null, extent: { latitude: number, longitude: number, radiusKm: number } | null } | null }>, quantities: Array<{ measure: Measure, best: number | null, low: number | null, high: number | null, approximation: Approximation, unit: string | null, of: string | null, side: string | null, text: string | null, claim: { id: string } | null }>, origins: Array<{ kind: OriginKind, name: string, isProven: boolean, reason: string, claims: Array<{ id: string }> }>, dispute: { asserting: Array<{ id: string }>, denying: Array<{ id: string }> } | null, claims: Array<{ id: string, aspect: ClaimAspect, detail: string | null, certainty: Certainty, polarity: Polarity, realis: Realis, hedge: string | null, quote: { exact: string, prefix: string | null, suffix: string | null, sentence: number | null, verification: QuoteVerification, inLatestVersion: QuoteFate }, attribution: Array<{ name: string, label: string | null, verb: string | null, mode: AttributionMode, agent: { id: string, name: string } | null, article: { id: string, url: string | null } | null }>, article: { id: string, headline: string | null, url: string | null, publishedOn: string | null, language: string | null, publisher: { id: string, name: string } | null } }>, relations: Array<{ kind: RelationKind, direction: RelationDirection, basis: Basis, certainty: Certainty, event: { id: string, title: string, kind: EventKind, certainty: Certainty, realis: Realis } | null, claims: Array<{ id: string, hedge: string | null, quote: { exact: string } }> }>, mentions: { totalCount: number, nodes: Array<{ article: { id: string, headline: string | null, url: string | null, publishedOn: string | null, publisher: { name: string } | null } }> }, revisions: Array<{ version: number, kind: RevisionKind, at: string, by: string, reason: string | null, changes: Array<{ field: string, before: unknown, after: unknown, isSupported: boolean | null }> }>, occurred: { edtf: string, earliest: string | null, latest: string | null, precision: TimePrecision, basis: Basis, text: string | null } }
    | { outcome: string | null, asOf: string | null, version: number, createdAt: string, updatedAt: string, firstReportedOn: string | null, mentionCount: number, publisherCount: number, independentOriginCount: number, unsupportedFields: Array<string>, id: string, title: string, summary: string | null, kind: EventKind, realis: Realis, polarity: Polarity, certainty: Certainty, evidence: Evidence, negotiationSubject: string | null, current: { id: string }, mergedInto: { id: string, title: string } | null, dataset: { name: string, title: string, licence: string, citation: string | null, method: DatasetMethod, homepage: string | null }, externalIds: Array<{ scheme: IdScheme, value: string }>, codes: Array<{ scheme: CodeScheme, code: string, label: string | null }>, storylines: Array<{ id: string, title: string }>, participations: Array<{ role: Role, label: string | null, side: string | null, basis: Basis, actor: { id: string, name: string }, office: { title: string } | null }>, locations: Array<{ precision: LocationPrecision, latitude: number | null, longitude: number | null, radiusKm: number | null, text: string | null, place: { id: string, name: string, kind: PlaceKind, latitude: number | null, longitude: number | null, extent: { latitude: number, longitude: number, radiusKm: number } | null } | null }>, quantities: Array<{ measure: Measure, best: number | null, low: number | null, high: number | null, approximation: Approximation, unit: string | null, of: string | null, side: string | null, text: string | null, claim: { id: string } | null }>, origins: Array<{ kind: OriginKind, name: string, isProven: boolean, reason: string, claims: Array<{ id: string }> }>, dispute: { asserting: Array<{ id: string }>, denying: Array<{ id: string }> } | null, claims: Array<{ id: string, aspect: ClaimAspect, detail: string | null, certainty: Certainty, polarity: Polarity, realis: Realis, hedge: string | null, quote: { exact: string, prefix: string | null, suffix: string | null, sentence: number | null, verification: QuoteVerification, inLatestVersion: QuoteFate }, attribution: Array<{ name: string, label: string | null, verb: string | null, mode: AttributionMode, agent: { id: string, name: string } | null, article: { id: string, url: string | null } | null }>, article: { id: string, headline: string | null, url: string | null, publishedOn: string | null, language: string | null, publisher: { id: string, name: string } | null } }>, relations: Array<{ kind: RelationKind, direction: RelationDirection, basis: Basis, certainty: Certainty, event: { id: string, title: string, kind: EventKind, certainty: Certainty, realis: Realis } | null, claims: Array<{ id: string, hedge: string | null, quote: { exact: string } }> }>, mentions: { totalCount: number, nodes: Array<{ article: { id: string, headline: string | null, url: string | null, publishedOn: string | null, publisher: { name: string } | null } }> }, revisions: Array<{ version: number, kind: RevisionKind, at: string, by: string, reason: string | null, changes: Array<{ field: string, before: unknown, after: unknown, isSupported: boolean | null }> }>, occurred: { edtf: string, earliest: string | null, latest: string | null, precision: TimePrecision, basis: Basis, text: string | null } }
    | { topics: Array<string>, durationMinutes: number | null, asOf: string | null, version: number, createdAt: string, updatedAt: string, firstReportedOn: string | null, mentionCount: number, publisherCount: number, independentOriginCount: number, unsupportedFields: Array<string>, id: string, title: string, summary: string | null, kind: EventKind, realis: Realis, polarity: Polarity, certainty: Certainty, evidence: Evidence, current: { id: string }, mergedInto: { id: string, title: string } | null, dataset: { name: string, title: string, licence: string, citation: string | null, method: DatasetMethod, homepage: string | null }, externalIds: Array<{ scheme: IdScheme, value: string }>, codes: Array<{ scheme: CodeScheme, code: string, label: string | null }>, storylines: Array<{ id: string, title: string }>, participations: Array<{ role: Role, label: string | null, side: string | null, basis: Basis, actor: { id: string, name: string }, office: { title: string } | null }>, locations: Array<{ precision: LocationPrecision, latitude: number | null, longitude: number | null, radiusKm: number | null, text: string | null, place: { id: string, name: string, kind: PlaceKind, latitude: number | null, longitude: number | null, extent: { latitude: number, longitude: number, radiusKm: number } | null } | null }>, quantities: Array<{ measure: Measure, best: number | null, low: number | null, high: number | null, approximation: Approximation, unit: string | null, of: string | null, side: string | null, text: string | null, claim: { id: string } | null }>, origins: Array<{ kind: OriginKind, name: string, isProven: boolean, reason: string, claims: Array<{ id: string }> }>, dispute: { asserting: Array<{ id: string }>, denying: Array<{ id: string }> } | null, claims: Array<{ id: string, aspect: ClaimAspect, detail: string | null, certainty: Certainty, polarity: Polarity, realis: Realis, hedge: string | null, quote: { exact: string, prefix: string | null, suffix: string | null, sentence: number | null, verification: QuoteVerification, inLatestVersion: QuoteFate }, attribution: Array<{ name: string, label: string | null, verb: string | null, mode: AttributionMode, agent: { id: string, name: string } | null, article: { id: string, url: string | null } | null }>, article: { id: string, headline: string | null, url: string | null, publishedOn: string | null, language: string | null, publisher: { id: string, name: string } | null } }>, relations: Array<{ kind: RelationKind, direction: RelationDirection, basis: Basis, certainty: Certainty, event: { id: string, title: string, kind: EventKind, certainty: Certainty, realis: Realis } | null, claims: Array<{ id: string, hedge: string | null, quote: { exact: string } }> }>, mentions: { totalCount: number, nodes: Array<{ article: { id: string, headline: string | null, url: string | null, publishedOn: string | null, publisher: { name: string } | null } }> }, revisions: Array<{ version: number, kind: RevisionKind, at: string, by: string, reason: string | null, changes: Array<{ field: string, before: unknown, after: unknown, isSupported: boolean | null }> }>, occurred: { edtf: string, earliest: string | null, latest: string | null, precision: TimePrecision, basis: Basis, text: string | null } }
    | { speechAct: SpeechAct | null, channel: string | null, asOf: string | null, version: number, createdAt: string, updatedAt: string, firstReportedOn: string | null, mentionCount: number, publisherCount: number, independentOriginCount: number, unsupportedFields: Array<string>, id: string, title: string, summary: string | null, kind: EventKind, realis: Realis, polarity: Polarity, certainty: Certainty, evidence: Evidence, current: { id: string }, mergedInto: { id: string, title: string } | null, dataset: { name: string, title: string, licence: string, citation: string | null, method: DatasetMethod, homepage: string | null }, externalIds: Array<{ scheme: IdScheme, value: string }>, codes: Array<{ scheme: CodeScheme, code: string, label: string | null }>, storylines: Array<{ id: string, title: string }>, participations: Array<{ role: Role, label: string | null, side: string | null, basis: Basis, actor: { id: string, name: string }, office: { title: string } | null }>, locations: Array<{ precision: LocationPrecision, latitude: number | null, longitude: number | null, radiusKm: number | null, text: string | null, place: { id: string, name: string, kind: PlaceKind, latitude: number | null, longitude: number | null, extent: { latitude: number, longitude: number, radiusKm: number } | null } | null }>, quantities: Array<{ measure: Measure, best: number | null, low: number | null, high: number | null, approximation: Approximation, unit: string | null, of: string | null, side: string | null, text: string | null, claim: { id: string } | null }>, origins: Array<{ kind: OriginKind, name: string, isProven: boolean, reason: string, claims: Array<{ id: string }> }>, dispute: { asserting: Array<{ id: string }>, denying: Array<{ id: string }> } | null, claims: Array<{ id: string, aspect: ClaimAspect, detail: string | null, certainty: Certainty, polarity: Polarity, realis: Realis, hedge: string | null, quote: { exact: string, prefix: string | null, suffix: string | null, sentence: number | null, verification: QuoteVerification, inLatestVersion: QuoteFate }, attribution: Array<{ name: string, label: string | null, verb: string | null, mode: AttributionMode, agent: { id: string, name: string } | null, article: { id: string, url: string | null } | null }>, article: { id: string, headline: string | null, url: string | null, publishedOn: string | null, language: string | null, publisher: { id: string, name: string } | null } }>, relations: Array<{ kind: RelationKind, direction: RelationDirection, basis: Basis, certainty: Certainty, event: { id: string, title: string, kind: EventKind, certainty: Certainty, realis: Realis } | null, claims: Array<{ id: string, hedge: string | null, quote: { exact: string } }> }>, mentions: { totalCount: number, nodes: Array<{ article: { id: string, headline: string | null, url: string | null, publishedOn: string | null, publisher: { name: string } | null } }> }, revisions: Array<{ version: number, kind: RevisionKind, at: string, by: string, reason: string | null, changes: Array<{ field: string, before: unknown, after: unknown, isSupported: boolean | null }> }>, occurred: { edtf: string, earliest: string | null, latest: string | null, precision: TimePrecision, basis: Basis, text: string | null } }
    | { visitKind: VisitKind | null, asOf: string | null, version: number, createdAt: string, updatedAt: string, firstReportedOn: string | null, mentionCount: number, publisherCount: number, independentOriginCount: number, unsupportedFields: Array<string>, id: string, title: string, summary: string | null, kind: EventKind, realis: Realis, polarity: Polarity, certainty: Certainty, evidence: Evidence, visitDays: number | null, current: { id: string }, mergedInto: { id: string, title: string } | null, dataset: { name: string, title: string, licence: string, citation: string | null, method: DatasetMethod, homepage: string | null }, externalIds: Array<{ scheme: IdScheme, value: string }>, codes: Array<{ scheme: CodeScheme, code: string, label: string | null }>, storylines: Array<{ id: string, title: string }>, participations: Array<{ role: Role, label: string | null, side: string | null, basis: Basis, actor: { id: string, name: string }, office: { title: string } | null }>, locations: Array<{ precision: LocationPrecision, latitude: number | null, longitude: number | null, radiusKm: number | null, text: string | null, place: { id: string, name: string, kind: PlaceKind, latitude: number | null, longitude: number | null, extent: { latitude: number, longitude: number, radiusKm: number } | null } | null }>, quantities: Array<{ measure: Measure, best: number | null, low: number | null, high: number | null, approximation: Approximation, unit: string | null, of: string | null, side: string | null, text: string | null, claim: { id: string } | null }>, origins: Array<{ kind: OriginKind, name: string, isProven: boolean, reason: string, claims: Array<{ id: string }> }>, dispute: { asserting: Array<{ id: string }>, denying: Array<{ id: string }> } | null, claims: Array<{ id: string, aspect: ClaimAspect, detail: string | null, certainty: Certainty, polarity: Polarity, realis: Realis, hedge: string | null, quote: { exact: string, prefix: string | null, suffix: string | null, sentence: number | null, verification: QuoteVerification, inLatestVersion: QuoteFate }, attribution: Array<{ name: string, label: string | null, verb: string | null, mode: AttributionMode, agent: { id: string, name: string } | null, article: { id: string, url: string | null } | null }>, article: { id: string, headline: string | null, url: string | null, publishedOn: string | null, language: string | null, publisher: { id: string, name: string } | null } }>, relations: Array<{ kind: RelationKind, direction: RelationDirection, basis: Basis, certainty: Certainty, event: { id: string, title: string, kind: EventKind, certainty: Certainty, realis: Realis } | null, claims: Array<{ id: string, hedge: string | null, quote: { exact: string } }> }>, mentions: { totalCount: number, nodes: Array<{ article: { id: string, headline: string | null, url: string | null, publishedOn: string | null, publisher: { name: string } | null } }> }, revisions: Array<{ version: number, kind: RevisionKind, at: string, by: string, reason: string | null, changes: Array<{ field: string, before: unknown, after: unknown, isSupported: boolean | null }> }>, occurred: { edtf: string, earliest: string | null, latest: string | null, precision: TimePrecision, basis: Basis, text: string | null } }
   | null };

export type EventHeadFragment = { id: string, title: string, summary: string | null, kind: EventKind, realis: Realis, polarity: Polarity, certainty: Certainty, evidence: Evidence, occurred: { edtf: string, earliest: string | null, latest: string | null, precision: TimePrecision, basis: Basis, text: string | null } };

export type EventClaimFragment = { id: string, aspect: ClaimAspect, detail: string | null, certainty: Certainty, polarity: Polarity, realis: Realis, hedge: string | null, quote: { exact: string, prefix: string | null, suffix: string | null, sentence: number | null, verification: QuoteVerification, inLatestVersion: QuoteFate }, attribution: Array<{ name: string, label: string | null, verb: string | null, mode: AttributionMode, agent: { id: string, name: string } | null, article: { id: string, url: string | null } | null }>, article: { id: string, headline: string | null, url: string | null, publishedOn: string | null, language: string | null, publisher: { id: string, name: string } | null } };

export type ExplorerEventsQueryVariables = Exact<{
  where?: EventWhere | null | undefined;
  first?: number | null | undefined;
  last?: number | null | undefined;
  after?: string | null | undefined;
  before?: string | null | undefined;
  orderBy?: EventOrder | null | undefined;
  zoom: number;
  withParts: boolean;
  withMap: boolean;
  withHighlights: boolean;
  withFatalities: boolean;
  withCounts: boolean;
  withFacets: boolean;
}>;


export type ExplorerEventsQuery = { events: { totalCount?: number, isExact?: boolean, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, endCursor: string | null, startCursor: string | null }, edges: Array<{ highlights?: Array<{ field: HighlightField, text: string, matches: Array<{ start: number, end: number }> }>, node: { id: string, title: string, summary: string | null, kind: EventKind, realis: Realis, polarity: Polarity, certainty: Certainty, evidence: Evidence, occurred: { edtf: string, earliest: string | null, latest: string | null, precision: TimePrecision, text: string | null }, location: { precision: LocationPrecision, radiusKm: number | null, text: string | null, place: { id: string, name: string, kind: PlaceKind } | null } | null } }>, kinds?: Array<{ count: number, key: { kind: EventKind | null } }>, certainties?: Array<{ count: number, key: { certainty: Certainty | null } }>, realities?: Array<{ count: number, key: { realis: Realis | null } }>, evidences?: Array<{ count: number, key: { evidence: Evidence | null } }>, datasets?: Array<{ count: number, key: { dataset: { name: string, title: string } | null } }>, actors?: Array<{ count: number, key: { actor: { id: string, name: string } | null } }>, places?: Array<{ count: number, key: { place: { id: string, name: string } | null } }>, publishers?: Array<{ count: number, key: { publisher: { id: string, name: string } | null } }>, cells?: Array<{ count: number, key: { cell: { id: string, south: number, west: number, north: number, east: number } | null, place: { id: string, name: string, kind: PlaceKind, latitude: number | null, longitude: number | null, extent: { latitude: number, longitude: number, radiusKm: number } | null } | null } }>, months?: Array<{ count: number, timeFit: TimeFit | null, fatalities?: number | null, fatalitiesLow?: number | null, fatalitiesHigh?: number | null, withoutFatalitiesBest?: number, key: { month: string | null } }> } };

export type ExplorerFilesQueryVariables = Exact<{
  where?: EventWhere | null | undefined;
  orderBy?: EventOrder | null | undefined;
}>;


export type ExplorerFilesQuery = { events: { nodes: Array<{ id: string, title: string, summary: string | null, kind: EventKind, realis: Realis, polarity: Polarity, certainty: Certainty, evidence: Evidence, mentionCount: number, occurred: { edtf: string, earliest: string | null, latest: string | null, precision: TimePrecision }, participations: Array<{ role: Role, actor: { id: string, name: string } }>, location: { precision: LocationPrecision, radiusKm: number | null, text: string | null, place: { id: string, name: string } | null } | null, dataset: { name: string } }> } };

export type ExplorerHomeQueryVariables = Exact<{ [key: string]: never; }>;


export type ExplorerHomeQuery = { datasets: Array<{ name: string, title: string, licence: string, method: DatasetMethod, eventCount: number, mentionCount: number, reportCount: number, lastImportAt: string | null }>, storylines: { nodes: Array<{ id: string, title: string, summary: string | null }> }, cards: { nodes: Array<{ id: string, title: string, summary: string | null, kind: EventKind, realis: Realis, polarity: Polarity, certainty: Certainty, evidence: Evidence, occurred: { edtf: string, precision: TimePrecision, text: string | null }, location: { text: string | null, precision: LocationPrecision, place: { id: string, name: string } | null } | null, claims: Array<{ id: string, hedge: string | null, quote: { exact: string }, attribution: Array<{ name: string }> }> }> }, counted: { totalCount: number, isExact: boolean, groups: Array<{ count: number, key: { kind: EventKind | null } }> } };

export type CardFragment = { id: string, title: string, summary: string | null, kind: EventKind, realis: Realis, polarity: Polarity, certainty: Certainty, evidence: Evidence, occurred: { edtf: string, precision: TimePrecision, text: string | null }, location: { text: string | null, precision: LocationPrecision, place: { id: string, name: string } | null } | null, claims: Array<{ id: string, hedge: string | null, quote: { exact: string }, attribution: Array<{ name: string }> }> };

export type ExplorerPlaceQueryVariables = Exact<{
  id: string | number;
  after?: string | null | undefined;
}>;


export type ExplorerPlaceQuery = { place: { id: string, name: string, kind: PlaceKind, latitude: number | null, longitude: number | null, version: number, extent: { latitude: number, longitude: number, radiusKm: number, basis: ExtentBasis } | null, mergedInto: { id: string, name: string } | null, merge: { at: string, by: string, reason: string } | null, names: Array<{ name: string, kind: NameKind, language: string | null, dataset: { name: string } | null }>, externalIds: Array<{ scheme: IdScheme, value: string }>, parents: Array<{ kind: PlaceEdgeKind, from: string | null, until: string | null, place: { id: string, name: string, kind: PlaceKind } }>, revisions: Array<{ version: number, kind: RevisionKind, at: string, by: string, reason: string | null, changes: Array<{ field: string, before: unknown, after: unknown }> }>, events: { totalCount: number, isExact: boolean, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ id: string, title: string, kind: EventKind, realis: Realis, polarity: Polarity, certainty: Certainty, evidence: Evidence, occurred: { edtf: string, precision: TimePrecision, text: string | null } }> } } | null };

export type PlaceEventFragment = { id: string, title: string, kind: EventKind, realis: Realis, polarity: Polarity, certainty: Certainty, evidence: Evidence, occurred: { edtf: string, precision: TimePrecision, text: string | null } };

export type ExplorerStorylineQueryVariables = Exact<{
  id: string | number;
  after?: string | null | undefined;
}>;


export type ExplorerStorylineQuery = { storyline: { id: string, title: string, summary: string | null, version: number, parent: { id: string, title: string } | null, parts: Array<{ id: string, title: string, summary: string | null }>, revisions: Array<{ version: number, kind: RevisionKind, at: string, by: string, reason: string | null, changes: Array<{ field: string, before: unknown, after: unknown }> }>, events: { totalCount: number, isExact: boolean, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ id: string, title: string, summary: string | null, kind: EventKind, realis: Realis, polarity: Polarity, certainty: Certainty, evidence: Evidence, occurred: { edtf: string, precision: TimePrecision, text: string | null } }> } } | null };

export type StorylineEventFragment = { id: string, title: string, summary: string | null, kind: EventKind, realis: Realis, polarity: Polarity, certainty: Certainty, evidence: Evidence, occurred: { edtf: string, precision: TimePrecision, text: string | null } };
