import { GATEWAY_NAMES, GATEWAYS, type Gateway, type GatewayName, type GatewayOptions } from './gateways.ts'
import type { Subgraph } from './teams/team.ts'

export interface RunningGateways {
  byName: Record<GatewayName, Gateway>
  stop: () => Promise<void>
}

/** Starts all gateways in front of the same subgraphs. */
export async function startGateways(subgraphs: Subgraph[], options?: GatewayOptions): Promise<RunningGateways> {
  const started = GATEWAY_NAMES.map(async (name) => [name, await GATEWAYS[name](subgraphs, options)] as const)
  const entries = await Promise.all(started)
  return {
    byName: Object.fromEntries(entries) as Record<GatewayName, Gateway>,
    stop: async () => {
      await Promise.all(entries.map(async ([, gateway]) => gateway.stop()))
    },
  }
}
