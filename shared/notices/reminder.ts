import { cleanMultiline, cleanText } from '../identity/index.ts';
import { defineMail, filled, hideValues } from '../mail/index.ts';
import { digest, LeadId, TaskName } from '../platform/ids.ts';
import { repKind } from '../routing/rep-config.ts';
import { readTask } from '../tasks/index.ts';
import { localeOf } from './card-facts.ts';
import { withNumberUrl } from './card-values.ts';
import { templates } from './generated/templates.ts';
import { planReminder } from './rules-notices.ts';
import { personValues, taskNumberUrl, taskValues } from './task-values.ts';

/** Reminds a rep of what somebody waits for at a moment: a callback, a meeting. */
export const taskReminder = defineMail({
  kind: 'taskReminder',
  audience: 'rep',
  purpose: 'notice',
  name: ({ leadId, task, dueAt }) => digest(leadId, task, dueAt),
  async gather({ leadId, task }, _begun, parts) {
    const read = await readTask(parts.table, { leadId: LeadId.parse(leadId), name: TaskName.parse(task) });
    const reps = await parts.config.current(repKind);
    return { correlationId: leadId, now: parts.clock(), task: read, owner: reps.documents.get(read?.ownerRepId ?? '') };
  },
  plan: ({ request, facts: { task, owner } }) => planReminder(request, task, owner),
  compose({ lead, company, masking, facts: { task, owner, now } }, _to, { sender }) {
    const locale = localeOf(owner);
    const shown = task ? { ...taskValues(task, { locale, timeZone: company.timeZone }), ...personValues(lead, task, locale) } : noTask;
    const values = {
      ...withNumberUrl(hideValues(shown, masking), task ? taskNumberUrl(task, masking, now, sender) : ''),
      note: cleanMultiline(task?.note ?? ''),
      repName: cleanText(owner?.name ?? ''),
    };
    return { ...filled(templates.taskReminder, values), locale, replyTo: null, reader: null };
  },
});

const noTask = { what: '', title: '', dueAt: '', leadName: '', phone: '', phoneUrl: '' };
