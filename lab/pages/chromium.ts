import { getChromePath, launch, type LaunchedChrome } from 'chrome-launcher'

const FLAGS = ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-quic']

/** The program that the variable CHROMIUM names, else an installed one; undefined if there is none. */
function findChromium(): string | undefined {
  if (process.env['CHROMIUM']) return process.env['CHROMIUM']
  try {
    return getChromePath()
  } catch {
    return undefined
  }
}

const chromePath = findChromium()

/** Whether tests can launch a browser. On CI they must, so that a missing browser fails there. */
export const mayLaunchChromium = chromePath !== undefined || Boolean(process.env['CI'])

if (!mayLaunchChromium) console.warn('No Chromium is installed: tests in a browser are skipped.')

/** Launches Chromium with a port for its DevTools. The caller must end it with `kill`. */
export function launchChromium(): Promise<LaunchedChrome> {
  return launch({ ...(chromePath !== undefined && { chromePath }), chromeFlags: FLAGS, logLevel: 'silent' })
}
