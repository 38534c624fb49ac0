import { expect, test } from 'vitest'
import { parseOptions } from '../../../bench/peers/options.ts'

test('has defaults for a full and a quick run, which options replace', () => {
  expect(parseOptions([])).toMatchObject({ events: 1_000_000, connections: [1, 32], rounds: 5, isCoded: false })
  const quick = parseOptions(['--quick', '--queries', 'Q8,Q1', '--peers', 'apollo,dateline', '--coded'])
  expect(quick).toMatchObject({ events: 100_000, connections: [32], isCoded: true })
  expect([quick.queries, quick.peers]).toEqual([
    ['Q1', 'Q8'],
    ['dateline', 'apollo'],
  ])
})

test.for([
  [['--queries', 'Q1,Q11'], '--queries must be a list of Q1, Q2'],
  [['--peers', 'hasura'], 'got "hasura"'],
  [['--rounds', '0'], '--rounds must be a whole number, 1 or more; got "0"'],
  [['--connections', '1,x'], '--connections must be a whole number, 1 or more; got "x"'],
  [['--events', '100'], '20000 or more'],
] as const)('rejects %j', ([args, message]) => {
  expect(() => parseOptions([...args])).toThrow(message)
})
