/** Adds a slider to a history: it opens the page as of the chosen revision. */
export function start(element: HTMLElement): void {
  const links = [...element.querySelectorAll<HTMLAnchorElement>('a[href*="@"]')]
  if (links.length < 2) return
  const current = links.findIndex((link) => link.getAttribute('aria-current') === 'page')
  const label = document.createElement('label')
  label.className = 'slider'
  const input = document.createElement('input')
  input.type = 'range'
  input.min = '1'
  input.max = String(links.length)
  input.value = String(current < 0 ? links.length : current + 1)
  const name = document.createElement('span')
  const say = () => {
    name.textContent = `Version ${input.value} of ${links.length}`
  }
  input.addEventListener('input', say)
  input.addEventListener('change', () => {
    const link = links[Number(input.value) - 1]
    if (link) location.assign(link.href)
  })
  say()
  label.append(name, input)
  element.before(label)
}
