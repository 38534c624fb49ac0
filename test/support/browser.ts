import { existsSync } from 'node:fs'
import { chromium, type Browser } from 'playwright-core'

const executablePath = [
  process.env['CHROMIUM'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
].find((path) => path && existsSync(path))

/** Whether tests can launch a browser. On CI they must, so that a missing browser fails there. */
export const mayLaunchBrowser = executablePath !== undefined || Boolean(process.env['CI'])

if (!mayLaunchBrowser) console.warn('No Chromium is installed: tests in a browser are skipped.')

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** Launches Chromium. The caller must close it. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: executablePath ?? '/usr/bin/chromium', args: FLAGS })
}
