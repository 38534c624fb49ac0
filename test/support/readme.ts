import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { projectRoot } from '../../database/project-root.ts'
import type { Service } from './service.ts'

const README = readFileSync(join(projectRoot, 'README.md'), 'utf8')

/**
 * Runs an example query of the README.
 * @param question the number of the question above the query
 */
export async function answerTo<Data>(question: number, service: Service): Promise<Data> {
  const [, query] = new RegExp(`^\\*\\*${question}\\. .*?\`\`\`graphql\\n(.*?)\`\`\``, 'ms').exec(README) ?? []
  const { data, errors } = await service.ask<Data>(query ?? '')
  expect(errors).toBeUndefined()
  return data
}

export interface List<Node> {
  nodes: Node[]
}

export interface Titled {
  title: string
}
