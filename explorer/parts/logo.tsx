/** A line with a date on it: the mark of Dateline. */
export function Logo() {
  return (
    <svg class="logo" viewBox="0 0 32 32" width="28" height="28" aria-hidden="true">
      <LogoShapes />
    </svg>
  )
}

function LogoShapes() {
  return (
    <>
      <rect width="32" height="32" rx="7" fill="#1d4e89" />
      <path d="M6 21h20" stroke="#fff" stroke-width="2.5" stroke-linecap="round" />
      <circle cx="12" cy="21" r="4" fill="#f2b134" />
      <path d="M12 15V8M20 17v-6" stroke="#fff" stroke-width="2.5" stroke-linecap="round" />
    </>
  )
}

/** The mark as a file of its own, for the tab of a browser. */
export function Favicon() {
  return (
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">
      <LogoShapes />
    </svg>
  )
}
