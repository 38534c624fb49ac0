import { testShapes } from './shape-tests.ts'
import { dossierShapes } from './shapes/dossiers.ts'
import { dossiers } from './teams/dossiers.ts'

testShapes('dossiers', dossiers, dossierShapes)
