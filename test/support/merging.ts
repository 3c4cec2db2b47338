import type { Lead } from '../../shared/leads/index.ts';
import type { LeadId } from '../../shared/platform/ids.ts';
import { asksAs } from './as-user.ts';
import { createWorld, type World } from './lead-world/world.ts';

export interface Merging {
  readonly world: World;
  /** Returns the record under an address as it lies in the table. */
  readonly record: (email: string) => Lead;
  readonly byId: (leadId: LeadId) => Lead;
  readonly ask: (
    route: string,
    leadId: string,
    body: object,
    user?: string,
    ifMatch?: string,
  ) => Promise<{ status: number; body: Record<string, unknown> }>;
}

/** A company in which people merge leads. */
export function mergingWorld(): Merging {
  const world = createWorld();
  const found = (lead: Lead | undefined): Lead => {
    if (!lead) throw new Error('no such lead');
    return lead;
  };
  return {
    world,
    record: (address) => found(world.leads().find(({ email }) => email === address)),
    byId: (id) => found(world.leads().find(({ leadId }) => leadId === id)),
    ask: (route, leadId, body, user = 'admin@example.com', ifMatch) =>
      asksAs(world, user)(`POST /v1/leads/{leadId}/${route}`, { path: { leadId }, body, ...(ifMatch !== undefined && { ifMatch }) }),
  };
}
