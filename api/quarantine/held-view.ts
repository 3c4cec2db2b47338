import { z } from 'zod';
import { HeldReason } from '../forms/held-reason.ts';
import { ConsentPurpose, formId, Locale, nextCursor, source, submissionId, Utm } from '../words.ts';

export const heldId = z.string().meta({ description: 'Names the post to the routes that release or reject it' });

/** Who decided something of a post in quarantine, and when. */
const decided = { by: z.string().meta({ description: 'Id of the user' }), at: z.string() };

export const HeldView = z
  .object({
    id: heldId,
    ...source,
    submissionId,
    formId,
    receivedAt: z.string().nullable().meta({ description: 'Null for a post that cannot be read' }),
    heldAt: z.string(),
    reasons: z.array(HeldReason).min(1),
    rejected: z.object({ ...decided, note: z.string().nullable() }).nullable(),
    region: z
      .object({ provinceCode: z.string(), provinceName: z.string(), macroRegion: z.enum(['north', 'central', 'south']) })
      .nullable()
      .meta({ description: 'As the lead would get it; null where nobody can tell' }),
    fields: z.record(z.string(), z.string()).nullable().meta({ description: 'As typed; null for a post that cannot be read' }),
    consent: z.array(z.object({ purpose: ConsentPurpose, granted: z.boolean(), textVersion: z.string() })),
    page: z.object({ pageUrl: z.string().nullable(), referrer: z.string().nullable(), utm: Utm, locale: Locale.nullable() }).nullable(),
    expiresAt: z.string().meta({ description: 'From then on the post is gone' }),
  })
  .meta({ id: 'HeldPost', description: 'A post that waits for a person to look at it' });
export type HeldView = z.infer<typeof HeldView>;

export const HeldListView = z.object({ items: z.array(HeldView), nextCursor });
export type HeldListView = z.infer<typeof HeldListView>;

export const ReleasedView = z.object({ id: heldId, decision: z.literal('released'), ...decided });
export type ReleasedView = z.infer<typeof ReleasedView>;

export const RejectedView = z.object({ id: heldId, decision: z.literal('rejected'), ...decided, note: z.string().nullable() });
export type RejectedView = z.infer<typeof RejectedView>;
