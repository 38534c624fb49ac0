import type { Command } from './command.ts'

interface CommandEntry {
  /** One line for the list of commands. */
  summary: string
  /** Loads only the modules that the command needs. */
  load: () => Promise<{ command: Command }>
}

/** The commands, in the order of the help text. */
export const COMMANDS: Readonly<Record<string, CommandEntry>> = {
  serve: { summary: 'start the server (default)', load: () => import('./commands/serve.ts') },
  migrate: { summary: 'apply missing migrations', load: () => import('./commands/migrate.ts') },
  seed: {
    summary: 'store the bundled reports that are not stored yet',
    load: () => import('./commands/seed.ts'),
  },
  import: { summary: 'import files of a feed (gdelt, ucdp, json)', load: () => import('./commands/import.ts') },
  sync: { summary: 'follow the feed of GDELT until stopped', load: () => import('./commands/sync.ts') },
  keys: { summary: 'create, list, rotate or revoke API keys', load: () => import('./commands/keys.ts') },
  erase: { summary: 'erase an event, article or actor for good', load: () => import('./commands/erase.ts') },
  explain: {
    summary: 'print the plans and the SQL statements of a query',
    load: () => import('./commands/explain.ts'),
  },
  schema: {
    summary: 'print the contract of clients or of gateways',
    load: () => import('./commands/schema.ts'),
  },
  verify: { summary: 'check every quote whose text is kept', load: () => import('./commands/verify.ts') },
  rollups: { summary: 'verify or rebuild the derived tables', load: () => import('./commands/rollups.ts') },
}

/** The help text of the whole command line. */
export function usage(): string {
  const lines = Object.entries(COMMANDS).map(([name, { summary }]) => `  ${name.padEnd(10)}${summary}`)
  return [
    'Usage: dateline [command] [arguments]',
    '',
    ...lines,
    '',
    'Run dateline COMMAND --help for the arguments of a command, and dateline --version for the version. Settings are',
    'environment variables: see docs/operations.md. The exit status is 1 after a failure and 2 after a usage error.',
    '',
  ].join('\n')
}
