import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { AttackReport, Orders } from './attacker.ts'

/**
 * Starts a process of the lowest priority.
 * @param file where to write its orders
 * @returns when the attacker is ready, a function that starts its attack
 */
export function startAttacker(orders: Orders, file: string): Promise<() => Promise<AttackReport>> {
  writeFileSync(file, JSON.stringify(orders))
  const script = join(import.meta.dirname, 'attacker.ts')
  const child = spawn('nice', ['-n', '19', process.execPath, '--import', 'tsx', script, file], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  let output = ''
  const ended = new Promise<AttackReport>((resolve, reject) => {
    child.once('exit', (code) => {
      if (code === 0) resolve(JSON.parse(output.slice(output.indexOf('\n'))) as AttackReport)
      else reject(new Error(`An attacker ended with ${code}.`))
    })
  })
  const attacks = () => {
    child.stdin.end('attack')
    return ended
  }
  return new Promise((resolve, reject) => {
    ended.catch(reject)
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString()
      if (output.includes('\n')) resolve(attacks)
    })
  })
}
