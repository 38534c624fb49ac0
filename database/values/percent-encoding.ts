/** Decodes a text of a URL. One with a percent sign that is not encoded is returned as it is. */
export function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
