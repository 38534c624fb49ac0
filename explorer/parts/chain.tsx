/** Who passed a statement on, origin first. Each name has its own direction: the arrows would point the wrong way else. */
export function Chain({ names }: { names: readonly string[] }) {
  return (
    <>
      {names.map((name, i) => (
        <>
          {i > 0 && ' → '}
          <bdi>{name}</bdi>
        </>
      ))}
    </>
  )
}
