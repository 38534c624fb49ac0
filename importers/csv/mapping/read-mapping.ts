import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { isNode, LineCounter, parseDocument, type Document } from 'yaml'
import { formatPath } from '../../../ingest/format/problem.ts'
import { problemsIn, zodMessage } from '../../../ingest/format/zod-messages.ts'
import { mappingSchema, type Mapping } from './mapping.ts'

/** A mapping file cannot be read or is wrong. The message has one line for each problem. */
export class MappingError extends Error {}

/** A mapping with the digest of its file. */
export interface MappingFile {
  mapping: Mapping
  sha256: string
}

const MAX_BYTES = 1_000_000
const MAX_PROBLEMS = 20

/**
 * Reads a mapping file in YAML.
 * @throws {MappingError} with all problems, each with its line
 */
export function readMappingFile(path: string): MappingFile {
  let content: Buffer
  try {
    content = readFileSync(path)
  } catch (error) {
    throw new MappingError(`The mapping ${path} cannot be read: ${(error as Error).message}.`, { cause: error })
  }
  const sha256 = createHash('sha256').update(content).digest('hex')
  return { mapping: parseMapping(content.toString('utf8'), basename(path)), sha256 }
}

/**
 * Parses a mapping.
 * @param name of the file, for messages
 * @throws {MappingError}
 */
export function parseMapping(yaml: string, name: string): Mapping {
  if (yaml.length > MAX_BYTES)
    throw new MappingError(`${name} must have at most ${MAX_BYTES} characters; got ${yaml.length}.`)
  const lineCounter = new LineCounter()
  const document = parseDocument(yaml, { lineCounter, prettyErrors: false, uniqueKeys: true })
  refuse(
    name,
    document.errors.map(
      ({ message, pos: [at] }) => `line ${lineCounter.linePos(at).line}: must be valid YAML; got: ${message}`,
    ),
  )
  const parsed = mappingSchema.safeParse(valueOf(document, name), { error: zodMessage })
  if (parsed.success) return parsed.data
  const { issues } = parsed.error
  const problems = problemsIn(parsed.error).map(({ path, message }, n) => {
    const issue = issues[n]
    const unknownKey = issue?.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : []
    const line = lineOf(document, lineCounter, [...path, ...unknownKey])
    return `line ${line}, ${path.length === 0 ? 'the mapping' : formatPath(path)}: ${message}`
  })
  refuse(name, problems)
  throw new MappingError(`${name} is not a mapping.`)
}

function refuse(name: string, problems: readonly string[]): void {
  if (problems.length === 0) return
  const omitted = problems.length > MAX_PROBLEMS ? [`and ${problems.length - MAX_PROBLEMS} more`] : []
  const lines = [...problems.slice(0, MAX_PROBLEMS), ...omitted].map((problem) => `\n- ${problem}`)
  throw new MappingError(`The mapping ${name} is refused:${lines.join('')}`)
}

/** @throws {MappingError} if aliases make the document too large */
function valueOf(document: Document, name: string): unknown {
  try {
    return document.toJS() as unknown
  } catch (error) {
    throw new MappingError(`${name} must not have so many aliases: ${(error as Error).message}.`, { cause: error })
  }
}

/** The line of a value, or of the nearest value around it that exists. */
function lineOf(document: Document, lineCounter: LineCounter, path: readonly (string | number)[]): number {
  for (let length = path.length; length >= 0; length--) {
    const node: unknown = document.getIn(path.slice(0, length), true)
    if (isNode(node) && node.range) return lineCounter.linePos(node.range[0]).line
  }
  return 1
}
