import { webAddress } from '../request/address.ts'

/** A link to another site, if the address of the source is one of the web; else only its text. */
export function WebLink({ url, children }: { url: string | null; children: string }) {
  const href = webAddress(url)
  if (href === undefined) return <bdi>{url ?? children}</bdi>
  return (
    <a rel="noopener nofollow" class={children === url ? 'address' : undefined} href={href}>
      {children}
    </a>
  )
}
