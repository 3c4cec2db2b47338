import { cleanMultiline, cleanText } from '../identity/index.ts';
import { defineMail, filled, hideValues, type ProductParts } from '../mail/index.ts';
import { digest, LeadId, TaskName } from '../platform/ids.ts';
import { isOffered, offerUrl, readAssignment } from '../routing/index.ts';
import { repKind } from '../routing/rep-config.ts';
import { asksForAnswer, readTask, type Task } from '../tasks/index.ts';
import { localeOf } from './card-facts.ts';
import { withNumberUrl } from './card-values.ts';
import { templates } from './generated/templates.ts';
import { planReminder } from './rules-notices.ts';
import { personValues, taskNumberUrl, taskValues } from './task-values.ts';

/** Reminds a rep of what somebody waits for at a moment: a callback, a meeting, the answer to an offer. */
export const taskReminder = defineMail({
  kind: 'taskReminder',
  audience: 'rep',
  purpose: 'notice',
  name: ({ leadId, task, dueAt }) => digest(leadId, task, dueAt),
  async gather({ leadId, task }, _begun, parts) {
    const read = await readTask(parts.table, { leadId: LeadId.parse(leadId), name: TaskName.parse(task) });
    const reps = await parts.config.current(repKind);
    const acceptUrl = read && asksForAnswer(read) ? await acceptUrlOf(read, parts) : '';
    return { correlationId: leadId, now: parts.clock(), task: read, acceptUrl, owner: reps.documents.get(read?.ownerRepId ?? '') };
  },
  plan: ({ request, facts: { task, owner } }) => planReminder(request, task, owner),
  compose({ lead, company, masking, facts: { task, owner, now, acceptUrl } }, _to, { sender }) {
    const locale = localeOf(owner);
    const shown = task ? { ...taskValues(task, { locale, timeZone: company.timeZone }), ...personValues(lead, task, locale) } : noTask;
    const values = {
      // What is offered is accepted first: that shows a masked number as well.
      ...withNumberUrl(hideValues(shown, masking), task && acceptUrl === '' ? taskNumberUrl(task, masking, now, sender) : ''),
      acceptUrl,
      note: cleanMultiline(task?.note ?? ''),
      repName: cleanText(owner?.name ?? ''),
    };
    return { ...filled(templates.taskReminder, values), locale, replyTo: null, reader: null };
  },
});

/** Where the rep accepts what a task asks them for; empty where it is no open offer of theirs by now. */
async function acceptUrlOf({ leadId, subject, ownerRepId }: Task, { table, sender }: ProductParts): Promise<string> {
  const offer = await readAssignment(table, leadId, subject);
  return offer && isOffered(offer) && offer.repId === ownerRepId ? offerUrl(offer, offer.slaDueAt, sender) : '';
}

const noTask = { what: '', title: '', dueAt: '', leadName: '', phone: '', phoneUrl: '' };
