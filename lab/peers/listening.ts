/** Tells the parent process the address, and ends this process when the parent ends. */
export function announce(port: number, path: string): void {
  console.log(`serves at http://127.0.0.1:${port}${path}`)
  process.stdin.resume()
  process.stdin.once('end', () => process.exit(0))
}
