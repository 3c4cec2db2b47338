import { mostOpen, openOpportunity } from '../../../../shared/opportunities/index.ts';
import { changeBy, type Repeatable, toldOf, withLead } from './ask.ts';

/** A lead of which one more opportunity can be opened, with those that are open. */
async function almostFull() {
  const { world, lead } = await withLead();
  const asked = { leadId: lead.leadId, wish: {}, principal: { role: 'admin', userId: 'admin' }, correlationId: 'c' } as const;
  const open = async () => (await openOpportunity({ ...asked, along: () => [] }, world.parts)).opportunity;
  const opened = [await open()];
  while (opened.length < mostOpen - 1) opened.push(await open());
  return { world, lead, opened };
}

/** A need of a lead becomes an opportunity, the last one that may be open. */
async function openNeed(): Promise<Repeatable> {
  const { world, lead, opened } = await almostFull();
  return {
    world,
    ask: changeBy(world, 'POST /v1/leads/{leadId}/opportunities', (isOther) => ({
      path: { leadId: lead.leadId },
      body: { product: isOther ? 'ke-toan' : 'ban-hang' },
    })),
    made: () => ({ changes: world.itemsOf(' OPP#').length - opened.length, messages: 0 }),
  };
}

/** An opportunity moves on. */
async function changeNeed(): Promise<Repeatable> {
  const { world, opened } = await almostFull();
  const [{ opportunityId } = { opportunityId: '' }] = opened;
  return {
    world,
    ask: changeBy(world, 'PATCH /v1/opportunities/{opportunityId}', (isOther) => ({
      path: { opportunityId },
      ifMatch: '"1"',
      body: { stage: isOther ? 'proposal' : 'demo' },
    })),
    made: toldOf(world, 'opportunity.changed'),
  };
}

/** Needs that become opportunities. */
export const opportunityRoutes = {
  'POST /v1/leads/{leadId}/opportunities': openNeed,
  'PATCH /v1/opportunities/{opportunityId}': changeNeed,
} as const;
