import type { ID_SCHEMES, NAME_KINDS } from '../../database/tables/enums.ts'
import { builder } from '../builder/builder.ts'
import { enumType } from '../builder/enum-type.ts'
import { relatedOrNull } from '../prefetch/relation.ts'
import { Dataset, datasetLoader } from '../source/dataset.ts'

const NameKind = enumType('NameKind', 'The kind of a name (after Popolo).', {
  OFFICIAL: 'The official name.',
  ALIAS: 'Another name in use.',
  TRANSLITERATION: 'A spelling of the name in another alphabet, such as Sarkisian and Sargsyan.',
  METONYM: 'The name of something related that is used instead, such as Moscow for Russia.',
  FORMER: 'A former name.',
})

/** Which dataset added a row to an actor or place that datasets share, and when. */
interface Attributed {
  datasetId: string | null
  since: string | null
}

interface NameRow extends Attributed {
  name: string
  kind: (typeof NAME_KINDS)[number]
  language: string | null
}

export const Name = builder.objectRef<NameRow>('Name').implement({
  description: 'A name besides the main name.',
  fields: (t) => ({
    name: t.exposeString('name', { description: 'The name.' }),
    kind: t.expose('kind', { type: NameKind, description: 'The kind of the name.' }),
    language: t.exposeString('language', {
      nullable: true,
      description: 'The BCP 47 tag of the language; null if unknown.',
    }),
    dataset: t.field({
      type: Dataset,
      nullable: true,
      description:
        'The dataset whose report or feed added the name; null if a correction or a merge added it, or it is older than this record.',
      ...relatedOrNull(datasetLoader, 'datasetId'),
    }),
    since: t.expose('since', {
      type: 'DateTime',
      nullable: true,
      description: 'When the name was added; null if it is older than this record.',
    }),
  }),
})

const IdScheme = enumType('IdScheme', 'The catalogue that an identifier belongs to.', {
  WIKIDATA: 'An item of Wikidata, such as Q567.',
  ISO3166_A2: 'A country code of two letters (ISO 3166-1 alpha-2).',
  ISO3166_A3: 'A country code of three letters (ISO 3166-1 alpha-3).',
  ISO3166_2: 'A code of a subdivision of a country (ISO 3166-2).',
  FIPS10_4: 'A country code of two letters (FIPS 10-4), as GDELT uses for places; RS is Russia.',
  CAMEO: 'An actor code of CAMEO, such as RUSGOV.',
  GEONAMES: 'A place in GeoNames.',
  GNS: 'A feature in the GEOnet Names Server.',
  GNIS: 'A feature in the Geographic Names Information System.',
  UCDP_ACTOR: 'An actor in the Uppsala Conflict Data Program.',
  UCDP_EVENT: 'An event in the UCDP Georeferenced Event Dataset.',
  GDELT_EVENT: 'An event in GDELT, by its GLOBALEVENTID.',
  DATASET: 'An object of a dataset: the name of the dataset, a colon and its own id, such as example-strikes:17.',
})

interface ExternalIdRow {
  scheme: (typeof ID_SCHEMES)[number]
  value: string
  /** Undefined for an id of an event. */
  datasetId?: string | null | undefined
  since?: string | null
}

export const ExternalId = builder.objectRef<ExternalIdRow>('ExternalId').implement({
  description: 'An identifier of the object in another catalogue.',
  fields: (t) => ({
    scheme: t.expose('scheme', { type: IdScheme, description: 'The catalogue.' }),
    value: t.exposeString('value', { description: 'The identifier, unique in its scheme.' }),
    dataset: t.field({
      type: Dataset,
      nullable: true,
      description:
        'The dataset whose report or feed added the identifier; null if a correction added it, it is of an event, or it is older than this record.',
      ...relatedOrNull(datasetLoader, 'datasetId'),
    }),
    since: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'When the identifier was added; null if it is of an event, or it is older than this record.',
      resolve: ({ since }) => since ?? null,
    }),
  }),
})

export const ExternalIdBy = builder.inputType('ExternalIdBy', {
  description: 'An identifier in another catalogue.',
  fields: (t) => ({
    scheme: t.field({ type: IdScheme, required: true, description: 'The catalogue.' }),
    value: t.string({ required: true, description: 'The identifier.' }),
  }),
})
