import { spawn } from 'node:child_process'
import { once } from 'node:events'

/** A script of package.json that npm runs, with all the processes that it starts. */
export interface NpmScript {
  /** Everything that the script wrote to both streams. */
  output(): string
  /** Waits for the address in the output of the server. */
  url(): Promise<string>
  /** Sends a signal to npm only, as a supervisor does. */
  kill(signal: NodeJS.Signals): void
  /** Sends a signal to npm and all its child processes, as a terminal does at Ctrl-C. */
  killGroup(signal: NodeJS.Signals): void
  /** The exit status of npm, or the signal that ended it. */
  ended: Promise<number | NodeJS.Signals>
  /** Whether npm or any of its child processes is running. */
  isRunning(): boolean
}

const started = new Set<NpmScript>()

/**
 * Runs npm in a process group of its own, so that a test can see and end the processes that npm starts.
 * @param folder the folder of package.json
 */
export function startNpm(folder: string, args: string[], environment: Record<string, string>): NpmScript {
  const { PATH, HOME } = process.env
  const child = spawn('npm', args, {
    cwd: folder,
    env: { PATH, HOME, npm_config_update_notifier: 'false', npm_config_offline: 'true', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()))
  const killGroup = (signal: NodeJS.Signals | 0): boolean => {
    if (child.pid === undefined) return false
    try {
      return process.kill(-child.pid, signal)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false
      throw error
    }
  }
  const ended = once(child, 'exit').then(([code, signal]: (number | NodeJS.Signals)[]) => code ?? signal ?? 0)
  const script: NpmScript = {
    output: () => output,
    url: async () => {
      const readUrl = () => {
        if (child.exitCode !== null || child.signalCode !== null)
          throw new Error(`npm ended before the server listened: ${output}`)
        return /serves at (\S+)/.exec(output)?.[1]
      }
      for (;;) {
        const url = readUrl()
        if (url !== undefined) return url
        await new Promise((resolve) => setTimeout(resolve, 50))
      }
    },
    kill: (signal) => void child.kill(signal),
    killGroup: (signal) => void killGroup(signal),
    ended,
    isRunning: () => killGroup(0),
  }
  started.add(script)
  return script
}

/** Ends the scripts that a test left running. */
export async function killNpmScripts(): Promise<void> {
  for (const script of started) {
    script.killGroup('SIGKILL')
    await script.ended
  }
  started.clear()
}
