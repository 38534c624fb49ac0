const QUERY = `{
  events(where: { kinds: [EXERCISE] }) { nodes { id } }
  actor(by: { name: "Vladimir Putin" }) { id }
  place(by: { name: "Nagorno-Karabakh" }) { id }
  storylines { nodes { id } }
  articles(first: 1) { nodes { id } }
}`

type List = { nodes: { id: string }[] }

/**
 * The paths of the views of the explorer on the bundled reports: each kind of page that is answered with 200, and a
 * list that was searched.
 * @throws {Error} if one of the records is missing
 */
export async function viewsOf(url: string): Promise<string[]> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: QUERY }),
  })
  const { data } = (await response.json()) as {
    data: Record<'actor' | 'place', { id: string }> & Record<'events' | 'storylines' | 'articles', List>
  }
  return [
    '/',
    '/events',
    '/events?q=shelling',
    `/events/${firstId(data.events)}`,
    `/actors/${data.actor.id}`,
    `/places/${data.place.id}`,
    `/storylines/${firstId(data.storylines)}`,
    '/datasets/dateline-seed',
    `/articles/${firstId(data.articles)}`,
  ]
}

function firstId({ nodes: [first] }: List): string {
  if (first === undefined) throw new Error('The bundled reports must have an exercise, a storyline and an article.')
  return first.id
}
