import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { expect } from 'vitest'
import { parseImportCommand } from '../../../server/cli/import-arguments.ts'
import { runImport } from '../../../server/cli/import.ts'
import { makeScratch } from '../../support/scratch.ts'
import type { Service } from '../../support/service.ts'
import { silent } from '../../support/silent.ts'

/** A line of a file of rejected rows. */
interface Rejected {
  line: number
  column?: string
  field?: string
  reason: string
}

/** Runs `import csv`. @returns its output, the result of its first file, and all rejected rows */
export async function run({ open }: Pick<Service, 'open'>, ...args: string[]) {
  let output = ''
  const write = (text: Buffer, _encoding: string, done: () => void) => {
    output += text.toString()
    done()
  }
  const { folder, remove } = makeScratch()
  try {
    const command = { ...parseImportCommand(['csv', ...args]), rejectsFolder: folder }
    const outcomes = await runImport(open, command, silent, new Writable({ write }))
    const lines = readdirSync(folder).flatMap((name) => readFileSync(join(folder, name), 'utf8').trimEnd().split('\n'))
    const rejected = lines.map((line) => JSON.parse(line) as Rejected)
    return { outcomes, counts: outcomes[0]?.counts, error: outcomes[0]?.error, output, rejected }
  } finally {
    remove()
  }
}

const QUERY = /* GraphQL */ `
  query Imported($id: String!) {
    events(where: { externalId: { scheme: DATASET, value: $id } }, first: 2) {
      nodes {
        id
        kind
        title
        summary
        evidence
        certainty
        version
        occurred {
          edtf
          precision
          basis
        }
        location {
          place {
            name
            kind
          }
          precision
          latitude
          longitude
        }
        participations {
          role
          label
          actor {
            name
          }
        }
        quantities {
          measure
          of
          low
          best
          high
          approximation
        }
        codes {
          scheme
          code
          label
        }
        externalIds {
          scheme
          value
        }
        mentions(first: 5) {
          nodes {
            article {
              url
              publishedOn
              publisher {
                name
              }
            }
          }
        }
        claims {
          aspect
          certainty
          quote {
            exact
            verification
          }
          article {
            headline
            language
          }
        }
        dataset {
          name
          method
          citation
        }
      }
    }
  }
`

/** The imported event with an external id of the scheme DATASET. */
export async function eventOf(service: Service, id: string) {
  const { data, errors } = await service.ask<{ events: { nodes: Record<string, unknown>[] } }>(QUERY, { id })
  expect(errors).toBeUndefined()
  const [event, ...others] = data.events.nodes
  if (event === undefined || others.length > 0) throw new Error(`${id} has ${data.events.nodes.length} events.`)
  return event
}
