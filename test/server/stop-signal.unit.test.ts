import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, onTestFinished, test } from 'vitest'
import { projectRoot } from '../../database/project-root.ts'

/**
 * Starts a process that handles stop signals and stops when it gets a message. Its clock stands still, so that
 * the time between two signals does not depend on the load of the machine.
 */
async function startProcess() {
  const code = `
    import { onStopSignal } from './server/stop-signal.ts'
    let now = 0
    performance.now = () => now
    process.on('message', (message) => {
      if (message.stop) process.exit(0)
      now = message.now
      process.send('clock set')
    })
    onStopSignal((signal) => console.log(signal))
    // Registered last, so that it runs after the handler under test.
    process.on('SIGINT', () => process.send('SIGINT handled'))
    process.on('SIGTERM', () => process.send('SIGTERM handled'))
    process.send('ready')`
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', code], {
    cwd: projectRoot,
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  const closed = once(child, 'close').then(([status]: (number | null)[]) => status)
  let output = ''
  child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()))
  const reply = async (): Promise<unknown> => (await once(child, 'message'))[0]
  expect(await reply()).toBe('ready')
  return {
    closed,
    output: () => output,
    send: (signal: NodeJS.Signals) => child.kill(signal),
    sendAndWait: async (signal: NodeJS.Signals) => {
      const handled = reply()
      child.kill(signal)
      expect(await handled).toBe(`${signal} handled`)
    },
    setClock: async (now: number) => {
      const isSet = reply()
      child.send({ now })
      expect(await isSet).toBe('clock set')
    },
    stop: () => child.send({ stop: true }),
  }
}

const TIMEOUT = { timeout: 120_000 }

test('a process that gets SIGINT twice within a second stops once, and ends normally', TIMEOUT, async () => {
  const { closed, output, sendAndWait, setClock, stop } = await startProcess()
  await sendAndWait('SIGINT')
  await setClock(1_000)
  await sendAndWait('SIGINT')
  stop()
  expect(await closed).toBe(0)
  expect(output()).toBe('SIGINT\n')
})

test('a process that gets a second signal after more than a second ends at once with status 1', TIMEOUT, async () => {
  const { closed, output, send, sendAndWait, setClock } = await startProcess()
  await sendAndWait('SIGTERM')
  await setClock(1_001)
  send('SIGINT')
  expect(await closed).toBe(1)
  expect(output()).toBe('SIGTERM\n')
})
