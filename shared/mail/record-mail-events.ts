import type { RecordParts } from '../engagement/index.ts';
import { recordEngaged } from './engaged.ts';
import { recordFeedback } from './feedback.ts';
import type { SesEvent } from './ses-event.ts';

const engaged = new Set(['Open', 'Click', 'Delivery']);

/** What is done with one mail goes together, since a scanner follows all links at once; feedback goes alone. */
export function groupOfEvent(event: SesEvent | null): string {
  if (event === null) return 'about no mail';
  const { eventType, mail, bounce, complaint } = event;
  const { leadId, attemptId } = mail.tags;
  if (engaged.has(eventType)) return `engaged ${leadId?.[0]} ${attemptId?.[0]}`;
  return `${eventType} ${mail.messageId} ${bounce?.feedbackId ?? complaint?.feedbackId}`;
}

/** Takes a group of events of SES; what is about no mail has no effect. */
export async function recordMailEvents(told: readonly (SesEvent | null)[], parts: RecordParts): Promise<void> {
  const events = told.filter((event) => event !== null);
  const done = events.filter(({ eventType }) => engaged.has(eventType));
  if (done.length > 0) await recordEngaged(done, parts);
  for (const event of events) if (!engaged.has(event.eventType)) await recordFeedback(event, parts);
}
