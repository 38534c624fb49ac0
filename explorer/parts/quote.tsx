interface QuoteProps {
  quote: {
    exact: string
    prefix?: string | null
    suffix?: string | null
    verification?: string
    inLatestVersion?: string
  }
  lang?: string | null | undefined
}

/** The words of an article, with what stands around them. */
export function Quote({ quote, lang }: QuoteProps) {
  const { exact, prefix, suffix, verification, inLatestVersion } = quote
  return (
    <>
      <blockquote dir="auto" lang={lang ?? undefined}>
        {prefix && <span class="around">{prefix}</span>}
        <mark>{exact}</mark>
        {suffix && <span class="around">{suffix}</span>}
      </blockquote>
      {verification === 'NOT_VERIFIED' && <p class="note">The text of the article was not given: not checked.</p>}
      {inLatestVersion === 'LOST' && <p class="note">The latest version of the article no longer has these words.</p>}
    </>
  )
}
