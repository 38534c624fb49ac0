import { wordsOf } from '../words/enum-words.ts'

interface HighlightedProps {
  field: string
  text: string
  matches: readonly { start: number; end: number }[]
}

/** A text with the search words in it marked. */
export function Highlighted({ field, text, matches }: HighlightedProps) {
  const parts = matches.map(({ start, end }, i) => (
    <>
      {text.slice(matches[i - 1]?.end ?? 0, start)}
      <mark>{text.slice(start, end)}</mark>
    </>
  ))
  return (
    <p class="highlight">
      <span class="note">{wordsOf(field)}: </span>
      <bdi>
        {parts}
        {text.slice(matches.at(-1)?.end ?? 0)}
      </bdi>
    </p>
  )
}
