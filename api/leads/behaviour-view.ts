import { z } from 'zod';

const count = z.number().int().nonnegative();

/** Where a visitor came from: a campaign, another site, or straight to a page. */
const VisitTouch = z.object({
  at: z.string(),
  page: z.string(),
  referrer: z.string().optional(),
  source: z.string().optional(),
  medium: z.string().optional(),
  campaign: z.string().optional(),
  term: z.string().optional(),
  content: z.string().optional(),
});

/** What the lead's visitors did, as far as they agreed to it. */
export const BehaviourView = z
  .object({
    pageViews: count,
    visibleMs: count,
    topics: z.record(z.string(), count),
    cart: z.object({ state: z.enum(['open', 'checkout', 'purchased']), at: z.string() }).nullable(),
    firstTouch: VisitTouch.nullable(),
    lastTouch: VisitTouch.nullable(),
    visits: z.number().int(),
  })
  .meta({ id: 'Behaviour', description: "Summed up over the linked visitors' visits at reading; nothing of it is copied to the lead" });
export type BehaviourView = z.infer<typeof BehaviourView>;

export const LinkedVisitorView = z
  .object({
    visitorId: z.string(),
    since: z.string().meta({ description: 'When the link became known' }),
    weak: z.boolean().meta({ description: 'By a link in our mail alone, which may have been passed on' }),
  })
  .meta({ id: 'LinkedVisitor', description: 'A device whose history of visits is the lead’s; DELETE undoes it' });
export type LinkedVisitorView = z.infer<typeof LinkedVisitorView>;
