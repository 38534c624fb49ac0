import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const projectRoot = join(import.meta.dirname, '..')
/** The package has a binary for this platform only; elsewhere npm does not install it. */
const oldestNode = join(import.meta.dirname, 'node_modules', 'oldest-node', 'bin', 'node')

test.runIf(process.platform === 'linux' && process.arch === 'x64')(
  'the service starts and answers on the oldest Node.js that package.json promises',
  async () => {
    expect(existsSync(oldestNode)).toBe(true)
    const { engines } = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8')) as {
      engines: { node: string }
    }
    const version = spawnSync(oldestNode, ['--version'], { encoding: 'utf8' }).stdout.trim()
    expect(version).toBe(`v${engines.node.replace('>=', '')}.0`)
    const dataDir = mkdtempSync(join(tmpdir(), 'dateline-oldest-'))
    const service = spawn(oldestNode, ['dist/server/main.js', 'serve'], {
      cwd: projectRoot,
      env: { PORT: '0', DATA_DIR: dataDir, LOG_LEVEL: 'warn' },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    try {
      let output = ''
      service.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
      await expect.poll(() => output, { timeout: 240_000 }).toContain('serves at')
      const response = await fetch(/serves at (\S+)/.exec(output)?.[1] ?? '', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query: '{ phoneCalls { nodes { title participations { actor { name } } } } }' }),
      })
      expect(await response.json()).toMatchObject({ data: { phoneCalls: { nodes: [{}, {}] } } })
      const exited = once(service, 'exit')
      service.kill('SIGTERM')
      expect(await exited).toEqual([0, null])
    } finally {
      service.kill('SIGKILL')
      for (const path of [dataDir, `${dataDir}.lock`]) rmSync(path, { recursive: true, force: true })
    }
  },
  300_000,
)
