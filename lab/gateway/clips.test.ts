import { testShapes } from './shape-tests.ts'
import { clipShapes } from './shapes/clips.ts'
import { clips } from './teams/clips.ts'

testShapes('clips', clips, clipShapes)
