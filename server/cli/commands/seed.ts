import { seedDatabase } from '../../../seeds/seed.ts'
import { seedsFolder } from '../../open-migrated.ts'
import { parseArguments, rejectPositionals } from '../arguments.ts'
import { printResult, withDatabase, type Command } from '../command.ts'

export const command: Command = {
  usage: `Usage: dateline seed [--json]

Stores the bundled reports that are not stored yet.

  --json            print the result as JSON: {"stored":1,"alreadyStored":0,"changed":0}
`,
  run: async (args, environment) => {
    const { positionals, values } = parseArguments(args, { json: { type: 'boolean', default: false } })
    rejectPositionals('seed', positionals)
    await withDatabase(environment, async (open) => {
      const reports = await seedDatabase(open.db, seedsFolder)
      await open.persist()
      const count = (outcome: string) => reports.filter((report) => report.outcome === outcome).length
      const [stored, alreadyStored, changed] = [count('STORED'), count('KNOWN'), count('CHANGED')]
      const text = `Bundled reports: ${stored} stored, ${alreadyStored} already stored.\n`
      const changedText = changed > 0 ? `${changed} kept as stored; their files have changed since.\n` : ''
      printResult(values.json, { stored, alreadyStored, changed }, text + changedText)
    })
  },
}
