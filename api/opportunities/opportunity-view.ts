import { z } from 'zod';
import { AssignmentView } from '../leads/assignment-view.ts';
import { Bilingual, nextCursor } from '../words.ts';

const OpportunityState = z.enum(['open', 'won', 'lost']);
const named = z.object({ id: z.string(), name: Bilingual });

/** An amount in the smallest unit of its currency. */
export const MoneyView = z.object({ amount: z.number().int(), currency: z.string() }).meta({ id: 'Money' });

const rep = z.object({ repId: z.string(), name: z.string().nullable() });

export const OpportunityView = z
  .object({
    opportunityId: z.string(),
    leadId: z.string().meta({ description: 'Whose need it is now, also after a merge' }),
    fullName: z.string().nullable(),
    product: z
      .object({ id: z.string().nullable(), name: Bilingual })
      .nullable()
      .meta({ description: 'Without an id it is a product that the configuration does not list' }),
    pipeline: named,
    stage: named.extend({
      probability: z.number().int().nullable().meta({ description: 'Percent; null for a stage that is not listed any more' }),
      since: z.string(),
    }),
    amount: MoneyView.nullable(),
    expectedClose: z.string().nullable().meta({ description: 'yyyy-mm-dd' }),
    proposal: z
      .object({
        package: named.nullable(),
        file: z.object({ name: z.string(), url: z.string().nullable() }).nullable(),
        sentAt: z.string(),
      })
      .nullable(),
    state: OpportunityState,
    closed: z
      .object({
        at: z.string(),
        reason: named.nullable(),
        rep: rep.nullable().meta({ description: 'Whose sale it was then, or who had it last where nobody had it' }),
      })
      .nullable(),
    openedAt: z.string(),
    openedBy: z.object({ kind: z.string(), id: z.string() }),
    acceptedAt: z.string().nullable().meta({ description: 'When sales took it on' }),
    owner: rep.nullable(),
    poolId: z.string().nullable(),
    assignment: AssignmentView.nullable().optional().meta({
      description:
        'How far a need that goes its own way is on its way to a rep; null: it goes with its lead, whose record tells it. Shown where the needs of one lead are listed',
    }),
    purchaseIds: z
      .array(z.string())
      .meta({ description: 'Orders that were recorded for it, at most 50; what they come to stands with the orders of the lead' }),
    updatedAt: z.string(),
    version: z.number().int(),
  })
  .meta({ id: 'Opportunity', description: 'One need of a lead, and how far its sale is' });
export type OpportunityView = z.infer<typeof OpportunityView>;

export const OpportunityListView = z.object({ items: z.array(OpportunityView), nextCursor }).meta({ id: 'OpportunityList' });
export type OpportunityListView = z.infer<typeof OpportunityListView>;
