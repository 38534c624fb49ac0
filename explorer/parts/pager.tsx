interface PagerProps {
  path: string
  search?: URLSearchParams
  /** How many there are, in words. */
  total: string
  pageInfo: { hasNextPage: boolean; endCursor: string | null; hasPreviousPage?: boolean; startCursor?: string | null }
}

/** How many there are, and the links to the pages before and after. */
export function Pager({ path, search, total, pageInfo }: PagerProps) {
  const { hasNextPage, endCursor, hasPreviousPage, startCursor } = pageInfo
  const link = (name: 'after' | 'before', cursor: string) => {
    const parameters = new URLSearchParams(search)
    parameters.delete('after')
    parameters.delete('before')
    parameters.set(name, cursor)
    return `${path}?${parameters}`
  }
  return (
    <nav class="pager" aria-label="Pages">
      <span>{total}</span>
      {hasPreviousPage && startCursor && (
        <a rel="prev" href={link('before', startCursor)}>
          Previous page
        </a>
      )}
      {hasNextPage && endCursor && (
        <a rel="next" href={link('after', endCursor)}>
          Next page
        </a>
      )}
    </nav>
  )
}
