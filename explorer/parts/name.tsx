interface NameProps {
  href?: string | undefined
  /** A language tag, if it is known. */
  lang?: string | null | undefined
  children: string
}

/** A name or a text of a source, in the direction of its own script. */
export function Name({ href, lang, children }: NameProps) {
  const language = lang ?? undefined
  if (href === undefined) {
    return (
      <bdi dir="auto" lang={language}>
        {children}
      </bdi>
    )
  }
  return (
    <a href={href} dir="auto" lang={language}>
      {children}
    </a>
  )
}
