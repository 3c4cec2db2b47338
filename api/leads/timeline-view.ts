import { z } from 'zod';
import { nextCursor } from '../words.ts';

const Actor = z.object({ kind: z.enum(['submission', 'rep', 'user', 'lead', 'system']), id: z.string() });
const VisitorActor = z.object({ kind: z.literal('visitor'), id: z.string() });

export const EntryView = z
  .object({
    id: z.string(),
    type: z.string(),
    at: z.string(),
    actor: Actor.or(VisitorActor),
    leadVersion: z.number().int().nullable().meta({
      description: 'Null for what a visitor did, which changes nothing about the lead, and for roles that do not see contact details',
    }),
    summary: z.string(),
    data: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'TimelineEntry' });
export type EntryView = z.infer<typeof EntryView>;

export const TimelineView = z.object({ items: z.array(EntryView), nextCursor }).meta({ id: 'Timeline' });
export type TimelineView = z.infer<typeof TimelineView>;
