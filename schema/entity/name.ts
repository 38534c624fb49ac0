import type { ID_SCHEMES, NAME_KINDS } from '../../database/tables/enums.ts'
import { builder } from '../builder/builder.ts'
import { enumType } from '../builder/enum-type.ts'

const NameKind = enumType('NameKind', 'What sort of name it is (after Popolo).', {
  OFFICIAL: 'The name it bears officially.',
  ALIAS: 'Another name it goes by.',
  TRANSLITERATION: 'The name as another alphabet writes it, such as Sarkisian and Sargsyan.',
  METONYM: 'A name of something near that stands for it, such as Moscow for Russia.',
  FORMER: 'A name that it no longer bears.',
})

interface NameRow {
  name: string
  kind: (typeof NAME_KINDS)[number]
  language: string | null
}

export const Name = builder.objectRef<NameRow>('Name').implement({
  description: 'A name, beside the one that is shown first.',
  fields: (t) => ({
    name: t.exposeString('name', { description: 'The name itself.' }),
    kind: t.expose('kind', { type: NameKind, description: 'What sort of name it is.' }),
    language: t.exposeString('language', {
      nullable: true,
      description: 'The BCP 47 tag of its language, where known.',
    }),
  }),
})

const IdScheme = enumType('IdScheme', 'Whose identifier it is.', {
  WIKIDATA: 'An item of Wikidata, such as Q567.',
  ISO3166_A2: 'A country by two letters (ISO 3166-1 alpha-2).',
  ISO3166_A3: 'A country by three letters (ISO 3166-1 alpha-3).',
  ISO3166_2: 'A subdivision of a country (ISO 3166-2).',
  FIPS10_4: 'A country by the two letters of FIPS 10-4, as GDELT places use them; RS is Russia.',
  CAMEO: 'An actor code of CAMEO, such as RUSGOV.',
  GEONAMES: 'A place of GeoNames.',
  GNS: 'A feature of the GEOnet Names Server.',
  GNIS: 'A feature of the Geographic Names Information System.',
  UCDP_ACTOR: 'An actor of the Uppsala Conflict Data Program.',
  UCDP_EVENT: 'An event of the UCDP Georeferenced Event Dataset.',
  GDELT_EVENT: 'A GLOBALEVENTID of GDELT.',
})

interface ExternalIdRow {
  scheme: (typeof ID_SCHEMES)[number]
  value: string
}

export const ExternalId = builder.objectRef<ExternalIdRow>('ExternalId').implement({
  description: 'What another catalogue calls the same thing.',
  fields: (t) => ({
    scheme: t.expose('scheme', { type: IdScheme, description: 'Whose identifier it is.' }),
    value: t.exposeString('value', { description: 'The identifier; unique in its scheme.' }),
  }),
})

export const ExternalIdBy = builder.inputType('ExternalIdBy', {
  description: 'What another catalogue calls it.',
  fields: (t) => ({
    scheme: t.field({ type: IdScheme, required: true, description: 'Whose identifier it is.' }),
    value: t.string({ required: true, description: 'The identifier.' }),
  }),
})
