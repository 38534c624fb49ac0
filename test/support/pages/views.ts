import type { Service } from '../service.ts'
import { eventIdOf } from './explorer.ts'

/** The paths of each view of the bundled report. */
export async function viewsOf(service: Service): Promise<Record<string, string>> {
  const { data } = await service.ask<{
    actor: { id: string }
    place: { id: string }
    storylines: { nodes: { id: string }[] }
    articles: { nodes: { id: string }[] }
  }>(
    `{ actor(by: { name: "Vladimir Putin" }) { id } place(by: { name: "Nagorno-Karabakh" }) { id }
       storylines { nodes { id } } articles(first: 1) { nodes { id } } }`,
  )
  return {
    home: '/',
    events: '/events',
    event: `/events/${await eventIdOf(service, '{ kinds: [EXERCISE] }')}`,
    actor: `/actors/${data.actor.id}`,
    place: `/places/${data.place.id}`,
    storyline: `/storylines/${data.storylines.nodes[0]!.id}`,
    dataset: '/datasets/dateline-seed',
    article: `/articles/${data.articles.nodes[0]!.id}`,
    missing: '/nothing',
  }
}
