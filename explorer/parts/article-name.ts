/** An article in the best words known: its headline, else its publisher and day. */
export function articleName({
  headline,
  publishedOn,
  publisher,
}: {
  headline: string | null
  publishedOn: string | null
  publisher: { name: string } | null
}): string {
  if (headline) return headline
  return [publisher?.name ?? 'an article', publishedOn && `of ${publishedOn}`].filter(Boolean).join(' ')
}
