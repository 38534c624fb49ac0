import { reportDocument } from '../../../test/support/documents/report-document.ts'
import type { Case, Target } from '../case.ts'
import { operation, send } from '../http-case.ts'

const FORBIDDEN = ['403 FORBIDDEN']

/** A mutation with a valid key of another desk. The input is made when the ids are known. */
function mutation(
  name: string,
  expected: readonly string[],
  field: string,
  inputOf: (ids: Target['ids']) => object,
): Case {
  const type = `${field[0]?.toUpperCase()}${field.slice(1)}Input!`
  const query = `mutation ($input: ${type}) { ${field}(input: $input) { errors { code } } }`
  return {
    name: `a desk ${name}`,
    expected,
    run: (target) =>
      send(target, {
        credential: 'a valid key',
        body: JSON.stringify({ query, variables: { input: inputOf(target.ids) } }),
      }),
  }
}

const VERSION = { expectedVersion: 1, reason: 'It is ours now.' }

function report(name: string): object {
  return reportDocument({ dataset: { name, title: 'Ours', licence: 'CC0-1.0' } })
}

/** Attacks by a valid key that has all scopes for the dataset `ours` alone. */
export const RIGHTS_CASES: Case[] = [
  mutation('retracts an event of another desk', FORBIDDEN, 'retractEvent', ({ desk }) => ({ event: desk, ...VERSION })),
  mutation('retracts an imported event', FORBIDDEN, 'retractEvent', ({ imported }) => ({
    event: imported,
    ...VERSION,
  })),
  mutation('corrects an event of another desk', FORBIDDEN, 'correctEvent', ({ desk }) => ({
    event: desk,
    title: 'Ours',
    ...VERSION,
  })),
  mutation('corrects an actor of all', FORBIDDEN, 'correctActor', ({ actor }) => ({
    actor,
    name: 'Ours',
    ...VERSION,
  })),
  mutation('merges events of another desk', FORBIDDEN, 'mergeEvents', ({ desk, imported }) => ({
    into: desk,
    merged: [{ event: imported, expectedVersion: 1 }],
    ...VERSION,
  })),
  mutation('merges actors of all', FORBIDDEN, 'mergeActors', ({ actor, otherActor }) => ({
    into: actor,
    merged: [{ actor: otherActor, expectedVersion: 1 }],
    ...VERSION,
  })),
  mutation('publishes into the dataset of a feed', FORBIDDEN, 'publishReport', () => report('gdelt')),
  mutation('publishes into the dataset of another desk', FORBIDDEN, 'publishReport', () => report('dataset-1')),
  operation('a desk reads', ['200'], '{ __typename }', undefined, { credential: 'a valid key' }),
]
