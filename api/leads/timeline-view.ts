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

/** What the filters of a history go by. */
export const GroupKind = z.enum(['visit', 'post', 'call', 'mail', 'task', 'sale', 'change']);
export type GroupKind = z.infer<typeof GroupKind>;

export const GroupView = z
  .object({
    id: z.string().meta({
      description:
        'A visit, a month of notices of overdue tasks, or what one change wrote, may go on in the next page, in a group of the same id',
    }),
    kind: GroupKind,
    at: z.string().meta({ description: 'When the newest of its entries happened' }),
    since: z.string().meta({ description: 'When the oldest of its entries happened' }),
    actor: EntryView.shape.actor,
    summary: z.string().meta({ description: 'What happened, in one line' }),
    details: z.array(z.string()).meta({ description: 'What happened with it, a line each; entries that say nothing more have none' }),
    entryIds: z.array(z.string()).min(1).meta({ description: 'Its entries among `items`, newest first' }),
  })
  .meta({ id: 'TimelineGroup' });
export type GroupView = z.infer<typeof GroupView>;

export const TimelineView = z
  .object({
    items: z.array(EntryView),
    groups: z.array(GroupView).meta({
      description:
        'The items as a person reads them: those of one visit, one mail, one change, or a month of notices of overdue tasks together. Each item is in one group',
    }),
    nextCursor,
  })
  .meta({ id: 'Timeline' });
export type TimelineView = z.infer<typeof TimelineView>;
