import { keys } from '../platform/keys.ts';
import type { ChangedItem, Projector } from '../projecting/index.ts';
import { projectFact } from './project-fact.ts';

/** Keeps the facts of people up to date with their histories. */
export const factProjector: Projector = {
  name: 'facts',
  concerns: mayMoveFacts,
  readsWhole: true,
  project: (leadId, { readWhole }, parts) => projectFact(leadId, parts, readWhole),
};

/**
 * Nearly everything that figures are made of is told by an entry of the history, in the same transaction. Of what is not told, opens and clicks come
 * with their mails, and visits once a day.
 */
function mayMoveFacts({ sk, images }: ChangedItem): boolean {
  if (sk.startsWith(keys.timelinePrefix)) return typesIn(images().after).some((type) => !besides.has(type));
  if (sk.startsWith(keys.engagementPrefix)) return true;
  if (sk !== keys.scoreSk) return false;
  const { before, after } = images();
  return before?.visitedAt !== after?.visitedAt;
}

function typesIn(item: Readonly<Record<string, unknown>> | undefined): string[] {
  const more = Array.isArray(item?.more) ? item.more : [];
  return [item, ...more].map((entry) => String(Object(entry).type));
}

/** What changes no figure. Nobody projects for it, and what is not named here is projected in vain at worst. */
const besides: ReadonlySet<string> = new Set([
  'lead.fit_changed',
  'lead.revealed',
  'lead.ready',
  'lead.erased',
  'lead.handover_flagged',
  'lead.late_act_changed',
  'lead.merge_candidate_found',
  'lead.merge_candidate_dropped',
  'lead.proposed',
  'mail.gathered',
  'note.changed',
  'segment.entered',
  'segment.left',
  'task.snoozed',
  'lead.cart_left',
  'lead.cart_bought',
]);
