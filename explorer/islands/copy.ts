/** Adds a button that copies the text of an element. */
export function start(element: HTMLElement): void {
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'copy'
  button.textContent = 'Copy'
  const say = (text: string) => {
    button.textContent = text
  }
  button.addEventListener('click', () => {
    navigator.clipboard.writeText(element.textContent ?? '').then(
      () => say('Copied'),
      () => say('Select the text to copy it'),
    )
  })
  element.before(button)
}
