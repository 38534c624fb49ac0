import { renderToString } from 'preact-render-to-string'
import { Favicon } from './parts/logo.tsx'

/** The mark of Dateline as an SVG file. */
export function faviconSvg(): string {
  return renderToString(<Favicon />)
}
