import { escapeMarkup } from '../escape-markup.ts'

/** An element with its attributes, and a text or elements. */
export interface Element {
  name: string
  attributes?: Readonly<Record<string, string>>
  content?: string | readonly Element[]
}

/** Returns an element with a text; none for a text that is missing or empty. */
export function textElement(name: string, text: string | null | undefined, attributes = {}): Element[] {
  return text ? [{ name, attributes, content: text }] : []
}

/** Writes an element and all in it. */
export function xmlOf({ name, attributes = {}, content = [] }: Element): string {
  const head = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(value)}"`)
  const body = typeof content === 'string' ? escaped(content) : content.map(xmlOf).join('')
  return `<${name}${head.join('')}${body === '' ? '/>' : `>${body}</${name}>`}`
}

/** XML 1.0 cannot have other characters, not even escaped. */
const NO_CHARACTERS = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu

function escaped(text: string): string {
  return escapeMarkup(text.replaceAll(NO_CHARACTERS, ''))
}
