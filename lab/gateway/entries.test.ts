import { testShapes } from './shape-tests.ts'
import { entryShapes } from './shapes/entries.ts'
import { entries } from './teams/entries.ts'

testShapes('entries', entries, entryShapes)
