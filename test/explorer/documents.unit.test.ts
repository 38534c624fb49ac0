import { codegen } from '@graphql-codegen/core'
import * as operations from '@graphql-codegen/typescript-operations'
import { parse, validate } from 'graphql'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { projectRoot } from '../../database/project-root.ts'
import { clientSdl } from '../../schema/contract/client.ts'
import { schema } from '../../schema/schema.ts'

const FOLDER = join(projectRoot, 'explorer/documents')

const documents = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.graphql'))
  .map((file) => ({ location: file, document: parse(readFileSync(join(FOLDER, file), 'utf8')) }))

const TEXT_SCALARS = ['DateTime', 'Moment', 'Date', 'EDTF', 'URL', 'Sha256']

test('the documents of pages are valid, and their types are generated from the schema', async () => {
  expect(documents.length).toBeGreaterThan(5)
  for (const { location, document } of documents) expect([location, validate(schema, document)]).toEqual([location, []])
  const types = await codegen({
    schema: parse(clientSdl(schema)),
    documents,
    filename: 'types.ts',
    plugins: [{ operations: {} }],
    pluginMap: { operations },
    config: {
      enumType: 'string-literal',
      inlineFragmentTypes: 'inline',
      mergeFragmentTypes: true,
      disableDescriptions: true,
      skipTypename: true,
      scalars: { ...Object.fromEntries(TEXT_SCALARS.map((name) => [name, 'string'])), JSON: 'unknown' },
    },
  })
  await expect(types).toMatchFileSnapshot(join(FOLDER, 'types.ts'))
})
