import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { globSync } from 'tinyglobby'
import { expect } from 'vitest'
import { gdelt2Events, gdelt2Mentions } from '../../importers/gdelt/importers.ts'
import { UCDP } from '../../importers/ucdp/importers.ts'
import { importSteps, ORDERS } from '../importers/orders.ts'
import { sharedFolder } from '../importers/shared-data.ts'
import { digestOfContent } from '../support/digest.ts'
import { expectNoDrift } from '../support/import.ts'
import { test } from '../support/service.ts'

/**
 * The real files that are imported in five orders. By default a part of one slice; all rows of other files:
 * `DATELINE_ORDERS='gdelt2/events/2015*.gz gdelt2/mentions/2015*.gz ucdp-ged/ged231_sample*.gz' npm run scenarios -- orders`.
 */
const PATTERNS = process.env['DATELINE_ORDERS']?.split(' ')
const DEFAULT = ['gdelt2/events/20150218230000*.gz', 'gdelt2/mentions/20150218230000*.gz']
const DEFAULT_ROWS = 250

const paths = globSync(PATTERNS ?? DEFAULT, { cwd: sharedFolder, absolute: true }).toSorted()

/** All rows of the files whose path contains a text. */
function rowsOf(text: string): string[] {
  return paths
    .filter((path) => path.includes(text))
    .flatMap((path) => recordsIn(gunzipSync(readFileSync(path)).toString('utf8'), path.includes('.csv')))
}

/** The rows of a file. Quoted cells of CSV can have line ends, and then a row has several lines. */
function recordsIn(content: string, isQuoted: boolean): string[] {
  const records: string[] = []
  for (const line of content.trimEnd().split('\n')) {
    const last = records.at(-1)
    if (isQuoted && last !== undefined && last.split('"').length % 2 === 0) records.push(`${records.pop()}\n${line}`)
    else records.push(line)
  }
  return records.slice(0, PATTERNS ? undefined : DEFAULT_ROWS)
}

const digests = new Map<string, Record<string, string>>()

test.skipIf(paths.length === 0).for(Object.entries(ORDERS))(
  'stores the same content of real files from %s',
  { timeout: 3_600_000 },
  async ([name, stepsOf], { service }) => {
    await importSteps(service, gdelt2Events, stepsOf(rowsOf('events/')))
    await importSteps(service, gdelt2Mentions, stepsOf(rowsOf('mentions/')))
    const [header, ...rows] = rowsOf('ucdp-ged/')
    if (header !== undefined) {
      const [ucdpCsv] = UCDP
      await importSteps(service, ucdpCsv!, stepsOf(rows.filter((row) => row !== header)), header)
    }
    await expectNoDrift(service)
    digests.set(name, await digestOfContent(service.db))
    if (PATTERNS) console.log(name, digests.get(name)?.['events'], digests.get(name)?.['mentions'])
    expect(digests.get(name)).toEqual([...digests.values()][0])
  },
)
