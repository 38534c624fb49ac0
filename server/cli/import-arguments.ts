import { showValue } from '../../database/values/show-value.ts'
import { MappingError, readMappingFile, type MappingFile } from '../../importers/csv/mapping/read-mapping.ts'
import { FEEDS } from '../../importers/importers.ts'
import { REPORT_FEED, SPREADSHEET_FEED } from '../../importers/open-files.ts'
import type { ReleaseName } from '../../importers/store/release.ts'
import { isDay } from '../../importers/values/dates.ts'
import { parseArguments, UsageError } from './arguments.ts'

export interface ImportCommand {
  feed: string
  files: string[]
  /** How the columns of the files become fields; absent if they are not spreadsheets. */
  spreadsheet?: MappingFile | undefined
  /** The release that the files belong to. */
  release?: ReleaseName | undefined
  /** Print what would change and store nothing. */
  dryRun?: boolean
  /** Retract any number of events of a release. */
  isConfirmed?: boolean
  strict: boolean
  /** The folder for the files of rejected rows. */
  rejectsFolder: string
  /** Print the result as JSON. */
  json: boolean
}

/**
 * Parses the arguments of `import`.
 * @throws {UsageError} if they are wrong
 */
export function parseImportCommand(args: readonly string[]): ImportCommand {
  const { positionals, values } = parseArguments(args, {
    map: { type: 'string' },
    release: { type: 'string' },
    'released-on': { type: 'string' },
    'dry-run': { type: 'boolean', default: false },
    yes: { type: 'boolean', default: false },
    strict: { type: 'boolean', default: false },
    rejects: { type: 'string', default: 'rejects' },
    json: { type: 'boolean', default: false },
  })
  const [feed, ...files] = positionals
  const feeds = [...Object.keys(FEEDS), REPORT_FEED, SPREADSHEET_FEED]
  if (feed === undefined || !feeds.includes(feed)) {
    const received = feed === undefined ? 'none' : showValue(feed)
    throw new UsageError(`The feed must be one of ${feeds.join(', ')}; got ${received}. Use import FEED FILE...`)
  }
  if (files.length === 0) throw new UsageError(`At least one file is required: import ${feed} FILE...`)
  const { strict, rejects: rejectsFolder, json, 'dry-run': dryRun, yes: isConfirmed } = values
  if (dryRun && feed === REPORT_FEED)
    throw new UsageError('--dry-run is for feeds. To check a report, use publishReport with dryRun: true.')
  const release = parseRelease(feed, values.release, values['released-on'])
  const spreadsheet = readMapping(feed, values.map)
  return { feed, files, spreadsheet, release, strict, rejectsFolder, json, dryRun, isConfirmed }
}

function readMapping(feed: string, path: string | undefined): MappingFile | undefined {
  if (feed !== SPREADSHEET_FEED) {
    if (path !== undefined) throw new UsageError(`--map is for the feed csv; got ${feed}.`)
    return undefined
  }
  if (path === undefined)
    throw new UsageError('--map is required for spreadsheets: import csv --map mapping.yaml FILE...')
  try {
    return readMappingFile(path)
  } catch (error) {
    if (!(error instanceof MappingError)) throw error
    throw new UsageError(error.message, { cause: error })
  }
}

function parseRelease(feed: string, name: string | undefined, releasedOn: string | undefined): ReleaseName | undefined {
  if (name === undefined && releasedOn === undefined) return undefined
  if (feed !== 'ucdp' && feed !== SPREADSHEET_FEED)
    throw new UsageError(`--release is for the feeds ucdp and csv, which have releases; got ${feed}.`)
  if (name === undefined || name.trim() === '' || name.length > 100)
    throw new UsageError('--released-on needs the name of the release: --release 23.1 --released-on 2023-06-01.')
  if (releasedOn === undefined || !isDay(releasedOn)) {
    const received = releasedOn === undefined ? 'none' : showValue(releasedOn)
    throw new UsageError(`--released-on must be the day of the release, such as 2023-06-01; got ${received}.`)
  }
  return { name, releasedOn }
}
