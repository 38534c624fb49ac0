import { IMPORTED_METHODS } from '../../database/tables/enums.ts'
import type { DatasetDeclaration } from '../feed/importer.ts'

/** UCDP GED, its Candidate releases, and the copies that HDX publishes by country. */
export const ucdp: DatasetDeclaration = {
  name: 'ucdp',
  method: IMPORTED_METHODS.ucdp,
  title: 'UCDP Georeferenced Event Dataset',
  licence: 'CC BY 4.0',
  citation:
    'Sundberg & Melander (2013), Introducing the UCDP Georeferenced Event Dataset, Journal of Peace Research 50(4); ' +
    'Davies, Pettersson & Öberg (2023), Organized violence 1989-2022, Journal of Peace Research 60(4)',
  homepage: 'https://ucdp.uu.se/',
}

/** Short labels of the codes with which UCDP describes the coding of an event. */
export const UCDP_CODES = new Map([
  ['violence-1', 'State-based conflict'],
  ['violence-2', 'Non-state conflict'],
  ['violence-3', 'One-sided violence'],
  ['date-1', 'Exact day known'],
  ['date-2', 'Two to six days'],
  ['date-3', 'A week'],
  ['date-4', 'A month'],
  ['date-5', 'More than a month'],
  ['where-1', 'Exact place known'],
  ['where-2', 'Near a known place'],
  ['where-3', 'Second-order division known'],
  ['where-4', 'First-order division known'],
  ['where-5', 'Along a line, or a fuzzy area'],
  ['where-6', 'Country known only'],
  ['where-7', 'International waters or airspace'],
  ['clarity-1', 'Identified individually'],
  ['clarity-2', 'Part of an aggregate of several events'],
])
