import type { Service } from '../service.ts'

/** The paths of the pages of an event, and of an actor, a place, a storyline and an article that it has. */
export async function recordPathsOf(service: Service, id: string) {
  const { data } = await service.ask<{
    event: {
      participations: { actor: { id: string } }[]
      location: { place: { id: string } }
      storylines: { id: string }[]
      mentions: { nodes: { article: { id: string } }[] }
    }
  }>(
    `query ($id: ID!) { event(id: $id) { participations { actor { id } } location { place { id } } storylines { id }
       mentions { nodes { article { id } } } } }`,
    { id },
  )
  const { participations, location, storylines, mentions } = data.event
  return {
    event: `/events/${id}`,
    actor: `/actors/${participations[0]!.actor.id}`,
    place: `/places/${location.place.id}`,
    storyline: `/storylines/${storylines[0]!.id}`,
    article: `/articles/${mentions.nodes[0]!.article.id}`,
  }
}
