import { existsSync } from 'node:fs'
import { chromium, type Browser } from 'playwright-core'

const found = [
  process.env['CHROMIUM'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
].find((path) => path && existsSync(path))

/** Whether a browser is to be had; on CI one must be. */
export const mayLaunchBrowser = found !== undefined || Boolean(process.env['CI'])

if (!mayLaunchBrowser) console.warn('No Chromium is installed here: nothing is tried in a browser.')

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** Starts a real browser, which whoever starts it closes. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: found ?? '/usr/bin/chromium', args: FLAGS })
}
