import { expect, test } from 'vitest'
import { parseEraseCommand } from '../../../server/cli/erase.ts'

test.for([
  [[], 'erase needs a concept'],
  [['place', 'plc_x', '--reason', 'x'], 'erase needs a concept'],
  [['event', 'act_01h455vb4pex5vsknk084sn02q', '--reason', 'x'], 'is not the id of an event'],
  [['actor', 'act_01h455vb4pex5vsknk084sn02q'], '--reason must have 1 to 1000 characters; got 0.'],
] as const)('erase %j is rejected with a usage error', ([words, message]) => {
  expect(() => parseEraseCommand(words)).toThrow(message)
})
