import { withDatabase, type Command } from '../command.ts'
import { countsToJson } from '../counts-json.ts'
import { parseImportCommand } from '../import-arguments.ts'
import { isAllRejected, type FileOutcome } from '../import-output.ts'
import { runImport } from '../import.ts'
import { listenForInterruption } from '../interruption.ts'

export const command: Command = {
  usage: `Usage: dateline import FEED FILE... [options]

Imports files of a feed: gdelt, ucdp, json (one report a line), or csv (a spreadsheet of your own, with --map). A file
is plain, .gz or .zip, - for standard input, or a pattern. The exit status is 1 if a file was not imported or every row
was rejected, and 130 after Ctrl-C; what was committed is kept, and the same command continues there.

  --map FILE        for csv: the mapping of columns to fields, in YAML; see docs/importing.md. A mapping that is wrong, or
                    that names a column that the file does not have, is refused before anything is stored
  --release NAME    the files belong to this release and are complete for their range: retract stored events that they
                    no longer contain. Rows that a newer release covers are not stored
  --released-on DAY the day of the release, such as 2023-06-01; it decides which release is newer
  --yes             retract more than 10 % of the standing events of the range
  --dry-run         print what would be corrected and retracted, and store nothing; for csv, also the first three rows
                    as they would be stored
  --strict          fail at the first invalid row instead of writing it to the rejects folder
  --rejects DIR     the folder for invalid rows (default: rejects)
  --json            print one JSON object at the end: the counts of each file; text goes to standard error
`,
  run: async (args, environment) => {
    const options = parseImportCommand(args)
    const interruption = listenForInterruption()
    const { signal } = interruption
    const text = options.json ? process.stderr : process.stdout
    await withDatabase(environment, async (open) => {
      const outcomes = await runImport(open, options, environment.log, text, signal)
      await open.persist()
      if (options.json) process.stdout.write(`${JSON.stringify(resultOf(outcomes, signal.aborted))}\n`)
      if (outcomes.some(({ error }) => error !== undefined)) process.exitCode = 1
      if (isAllRejected(outcomes)) {
        text.write('Nothing was stored, because every row was rejected.\n')
        process.exitCode = 1
      }
      if (!signal.aborted) return
      text.write(`${describeKept(outcomes)}\n`)
      process.exitCode = interruption.exitStatus()
    })
  },
}

function resultOf(outcomes: readonly FileOutcome[], interrupted: boolean): object {
  const files = outcomes.map(({ counts, ...outcome }) => ({ ...outcome, ...(counts && countsToJson(counts)) }))
  return { files, interrupted }
}

/** The last line after an interruption. */
function describeKept(outcomes: readonly FileOutcome[]): string {
  const completeCount = outcomes.filter(({ error }) => error === undefined).length
  const partial = outcomes.find(({ rowsKept }) => rowsKept !== undefined)
  const kept = partial === undefined ? '' : ` and the first ${partial.rowsKept} rows of ${partial.name}`
  return `Interrupted. Kept: ${completeCount} complete files${kept}. Run the same command again to continue.`
}
