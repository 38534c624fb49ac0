import { readProjectFile } from '../../support/documents/project-documents.ts'

/** One instruction of a Dockerfile, such as COPY, and what follows it. */
interface Instruction {
  name: string
  text: string
}

/** A stage: the instructions from one FROM to the next. */
export interface Stage {
  name: string | undefined
  base: string
  instructions: Instruction[]
}

/** Parses the Dockerfile into its stages. Lines that end with a backslash continue. */
export function parseDockerfile(): Stage[] {
  const text = readProjectFile('Dockerfile')
    .replaceAll(/^#.*\n/gm, '')
    .replaceAll('\\\n', ' ')
  const stages: Stage[] = []
  for (const line of text.split('\n').filter((each) => each.trim() !== '')) {
    const [, name = '', rest = ''] = /^([A-Z]+) +(.*)$/.exec(line) ?? []
    if (name === '') throw new Error(`The line ${JSON.stringify(line)} is not an instruction.`)
    const [, base = '', stage] = /^(\S+)(?: AS (\S+))?$/.exec(rest) ?? []
    if (name === 'FROM') stages.push({ name: stage, base, instructions: [] })
    else stages.at(-1)?.instructions.push({ name, text: rest.trim() })
  }
  return stages
}

/** What a COPY instruction copies: from another stage or from the project, to a path. */
export function parseCopy(text: string): { from: string | undefined; sources: string[]; target: string } {
  const words = text.split(/ +/)
  const from = words[0]?.startsWith('--from=') ? words.shift()?.slice('--from='.length) : undefined
  return { from, sources: words.slice(0, -1), target: words.at(-1) ?? '' }
}
