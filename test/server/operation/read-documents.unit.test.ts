import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { loadPersistedDocuments } from '../../../server/operation/document/load-documents.ts'
import { DocumentsError, readDocuments } from '../../../server/operation/document/read-documents.ts'
import { queryFiles } from '../../support/documents/project-documents.ts'
import { makeScratch } from '../../support/scratch.ts'

const scratch = makeScratch()
afterAll(() => scratch.remove())
let folderCount = 0

function folderOf(files: Record<string, unknown>): string {
  const folder = join(scratch.folder, `documents-${folderCount++}`)
  mkdirSync(folder)
  for (const [name, content] of Object.entries(files)) {
    writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content))
  }
  return folder
}

const unexpected = { warn: () => expect.unreachable('warned') }
const body = 'query Names { datasets { name } }'

test('documents have the names of their files, or their ids in the manifests of client libraries', () => {
  const operations = [{ id: 'digest', name: 'Names', type: 'query', body }]
  const folder = folderOf({
    '03-names.graphql': body,
    'apollo.json': { format: 'apollo-persisted-query-manifest', version: 1, operations },
    'relay.json': { '0a1b': body, b: '{ __typename }' },
    'notes.md': 'No document.',
  })
  expect(readDocuments([folder]).map(({ id }) => id)).toEqual(['names', 'digest', '0a1b', 'b'])
  const examples = loadPersistedDocuments({ folder, onlyTrusted: false }, unexpected)
  const names = queryFiles.map((file) => file.replace(/^\d+-|\.graphql$/g, ''))
  expect(names.length).toBeGreaterThan(10)
  for (const name of [...names, 'names', '0a1b'])
    expect(examples.find({ query: undefined, documentId: name })).toBeDefined()
})

test('what cannot be read as documents is an error with the file, and an invalid document a warning', () => {
  const refused: [Record<string, unknown>, RegExp][] = [
    [{ 'a.json': '{' }, /a\.json cannot be read: .*JSON/],
    [{ 'a.json': [body] }, /a\.json is no manifest/],
    [{ 'a.json': { format: 'apollo-persisted-query-manifest', version: 2, operations: [] } }, /is no manifest/],
    [{ '1-a.graphql': body, '2-a.graphql': body }, /Two documents have the id "a": in .*1-a\.graphql and in .*2-a/],
    [{ 'the-calls.graphql': body }, /Two documents have the id "the-calls"/],
  ]
  for (const [files, message] of refused) {
    const settings = { folder: folderOf(files), onlyTrusted: false }
    expect(() => loadPersistedDocuments(settings, unexpected)).toThrow(message)
  }
  expect(() => readDocuments([join(scratch.folder, 'nothing')])).toThrow(DocumentsError)
  const warnings: object[] = []
  const folder = folderOf({ 'old.graphql': '{ nothing }', 'cut.graphql': '{ nothing' })
  loadPersistedDocuments({ folder, onlyTrusted: false }, { warn: (details: object) => void warnings.push(details) })
  expect(warnings).toMatchObject([
    { document: 'cut', problems: [expect.stringMatching(/^Syntax Error/)] },
    { document: 'old', problems: [expect.stringMatching(/^Cannot query field/)] },
  ])
})
