import { IMPORTED_METHODS } from '../../database/tables/enums.ts'
import type { DatasetDeclaration } from '../feed/importer.ts'

const TERMS = {
  licence: 'GDELT Terms of Use: unlimited and unrestricted use, with a citation and a link',
  citation: 'The GDELT Project, https://www.gdeltproject.org/',
  homepage: 'https://www.gdeltproject.org/',
}

export const gdelt2: DatasetDeclaration = {
  name: 'gdelt',
  method: IMPORTED_METHODS.gdelt,
  title: 'GDELT 2.0 Event Database',
  ...TERMS,
}
export const gdelt1: DatasetDeclaration = {
  name: 'gdelt-1',
  method: IMPORTED_METHODS['gdelt-1'],
  title: 'GDELT 1.0 Event Database',
  ...TERMS,
}
