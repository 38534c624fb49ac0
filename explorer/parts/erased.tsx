import { momentWords } from '../words/time-words.ts'

interface ErasedProps {
  erasedAt: string | null
}

/** Says that the contents of a record were erased. */
export function Erased({ erasedAt }: ErasedProps) {
  if (erasedAt === null) return null
  return (
    <p class="banner warn" role="status">
      <strong>Erased</strong> on {momentWords(erasedAt)}, for a court order or personal data. The id stays.
    </p>
  )
}
