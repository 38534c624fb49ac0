import { verifyQuotes, type QuoteCounts, type WrongEvidence } from '../../../ingest/verify-quotes.ts'
import { parseArguments, rejectPositionals } from '../arguments.ts'
import { printResult, withDatabase, type Command } from '../command.ts'

/** More are counted, but not listed in JSON, which is one value in memory. */
const MAX_LISTED = 1000

export const command: Command = {
  usage: `Usage: dateline verify [--json]

Checks every quote whose text is kept against the text, as if it were published now, and each kept text against its
digest. Prints what is wrong, with the claim, the event, and the version of the article; then how many quotes have which
state. It changes nothing. The exit status is 1 if anything is wrong.

  --json            print the result as JSON: {"ok":1,"wrong":0,"verifiedAtPublication":0,"notVerified":0,"wrongTexts":0,
                    "found":[{"claim":…,"event":…,"article":…,"version":1,"problems":[…]}]}; at most ${MAX_LISTED} are listed
`,
  run: async (args, environment) => {
    const { positionals, values } = parseArguments(args, { json: { type: 'boolean', default: false } })
    rejectPositionals('verify', positionals)
    await withDatabase(environment, async (open) => {
      const found: WrongEvidence[] = []
      const onWrong = (wrong: WrongEvidence) => {
        if (!values.json) process.stdout.write(describeWrong(wrong))
        else if (found.length < MAX_LISTED) found.push(wrong)
      }
      const counts = await open.withoutTimeout((db) => verifyQuotes(db, onWrong))
      printResult(values.json, { ...counts, found }, describeCounts(counts))
      if (counts.wrong + counts.wrongTexts > 0) process.exitCode = 1
    })
  },
}

function describeWrong({ claim, event, article, version, problems }: WrongEvidence): string {
  const subject = claim === undefined ? 'Text' : `Quote of ${claim} of ${event}`
  return [`${subject}, ${article} version ${version}:`, ...problems.map((problem) => `  ${problem}`), ''].join('\n')
}

function describeCounts({ ok, wrong, verifiedAtPublication, notVerified, wrongTexts }: QuoteCounts): string {
  return [
    `Text kept, checked now:    ${ok} quotes ok, ${wrong} wrong; ${wrongTexts} texts differ from their digests`,
    `Verified at publication:   ${verifiedAtPublication} quotes, whose text is not kept`,
    `Not verified:              ${notVerified} quotes, whose text was not given`,
    '',
  ].join('\n')
}
