import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'

/** A process of its own that runs a TypeScript file and answers messages one by one. */
export interface Child {
  ask(message: unknown): Promise<unknown>
  /** Says something to which no answer is expected. */
  tell(message: unknown): void
  /** As a power cut would: nothing is closed, nobody is told. Waits until it is gone. */
  kill(): Promise<void>
}

const running = new Set<ChildProcess>()

/**
 * Starts a process that answers messages over Node's channel.
 * @param file what it runs
 */
export function startChild(file: URL): Child {
  const child = fork(file, { execArgv: ['--import', 'tsx'] })
  running.add(child)
  const ended = once(child, 'exit').then(() => running.delete(child))
  const answer = async (): Promise<unknown> => {
    const [first] = (await Promise.race([once(child, 'message'), ended.then(() => [])])) as unknown[]
    if (first === undefined) throw new Error(`The process of ${file.pathname} ended before it answered`)
    return first
  }
  return {
    ask: (message) => {
      const answered = answer()
      child.send(message as string)
      return answered
    },
    tell: (message) => void child.send(message as string),
    kill: async () => {
      child.kill('SIGKILL')
      await ended
    },
  }
}

/** Ends the processes that a test has left behind. */
export async function killChildren(): Promise<void> {
  await Promise.all(
    [...running].map(async (child) => {
      child.kill('SIGKILL')
      await once(child, 'exit')
    }),
  )
}
