import type { MailRequestOf } from '../../events/index.ts';
import type { CompanyConfig } from '../company/company-config.ts';
import { cleanMultiline, cleanText, type Masking } from '../identity/index.ts';
import type { Lead, Locale } from '../leads/index.ts';
import { defineMail, filled, hideValues, mailId, type ProductParts } from '../mail/index.ts';
import { digest, LeadId, TaskName } from '../platform/ids.ts';
import { isOffered, offerUrl, readAssignment } from '../routing/index.ts';
import { type RepConfig, repKind } from '../routing/rep-config.ts';
import type { LinkMaker } from '../signed-links/index.ts';
import { asksForAnswer, readTask, type Task } from '../tasks/index.ts';
import { localeOf } from './card-facts.ts';
import { withNumberUrl } from './card-values.ts';
import { channelGuards, channelsOf } from './channels.ts';
import { templates } from './generated/templates.ts';
import { repHears } from './hearer.ts';
import { planReminder } from './rules-notices.ts';
import { shortText } from './short-text.ts';
import { personValues, taskLeadUrl, taskNumberUrl, taskValues } from './task-values.ts';

/** Reminds a rep of what somebody waits for at a moment: a callback, a meeting, the answer to an offer. */
export const taskReminder = defineMail({
  kind: 'taskReminder',
  audience: 'rep',
  purpose: 'notice',
  name: nameOf,
  async gather(request, _begun, parts) {
    const { leadId, task } = request;
    const read = await readTask(parts.table, { leadId: LeadId.parse(leadId), name: TaskName.parse(task) });
    const reps = await parts.config.current(repKind);
    const owner = reps.documents.get(read?.ownerRepId ?? '');
    const [acceptUrl, channels] = await Promise.all([
      read && asksForAnswer(read) ? acceptUrlOf(read, parts) : '',
      channelsOf(repHears(owner), mailId('taskReminder', nameOf(request)), parts),
    ]);
    return { correlationId: leadId, now: parts.clock(), task: read, acceptUrl, owner, channels };
  },
  plan: ({ request, facts: { task, owner } }) => planReminder(request, task, owner),
  compose(matter, _to, { sender }) {
    return {
      ...filled(templates.taskReminder, shownOf(matter, sender)),
      locale: localeOf(matter.facts.owner),
      replyTo: null,
      reader: null,
    };
  },
  guards: (matter, _to, parts) => channelGuards(matter, () => textOf(shownOf(matter, parts.sender), localeOf(matter.facts.owner)), parts),
});

/** A task that is due at another moment has another reminder. */
function nameOf({ leadId, task, dueAt }: MailRequestOf<'taskReminder'>): string {
  return digest(leadId, task, dueAt);
}

interface Shown {
  readonly lead: Lead;
  readonly company: CompanyConfig;
  readonly masking: Masking;
  readonly facts: {
    readonly task: Task | undefined;
    readonly owner: RepConfig | undefined;
    readonly now: Date;
    readonly acceptUrl: string;
  };
}

/** What the reminder is of. */
const abouts = {
  due: { vi: 'Sắp đến giờ hẹn', en: 'Due soon' },
  offered: { vi: 'Khách đang chờ anh/chị trả lời', en: 'A lead waits for your answer' },
} as const;

/** What every channel shows. */
function shownOf({ lead, company, masking, facts: { task, owner, now, acceptUrl } }: Shown, maker: LinkMaker) {
  const locale = localeOf(owner);
  const shown = task ? { ...taskValues(task, { locale, timeZone: company.timeZone }), ...personValues(lead, task, locale) } : noTask;
  return {
    // What is offered is accepted first: that shows a masked number as well.
    ...withNumberUrl(hideValues(shown, masking), task && acceptUrl === '' ? taskNumberUrl(task, masking, now, maker) : ''),
    acceptUrl,
    leadUrl: task ? taskLeadUrl(task, shown, company) : '',
    about: abouts[acceptUrl === '' ? 'due' : 'offered'][locale],
    note: cleanMultiline(task?.note ?? ''),
    repName: cleanText(owner?.name ?? ''),
  };
}

/** The reminder as a message of Telegram. */
function textOf(
  { what, title, dueAt, leadName, phone, note, numberUrl, acceptUrl, leadUrl }: ReturnType<typeof shownOf>,
  locale: Locale,
): string {
  const typed = [
    ['task', title],
    ['note', note],
  ] as const;
  const links = [
    ['number', numberUrl],
    ['accept', acceptUrl],
    ['record', leadUrl],
  ] as const;
  return shortText({ title: `${what} – ${dueAt}`, leadName, phone, typed, links }, locale);
}

/** Where the rep accepts what a task asks them for; empty where it is no open offer of theirs by now. */
async function acceptUrlOf({ leadId, subject, ownerRepId }: Task, { table, sender }: ProductParts): Promise<string> {
  const offer = await readAssignment(table, leadId, subject);
  return offer && isOffered(offer) && offer.repId === ownerRepId ? offerUrl(offer, offer.slaDueAt, sender) : '';
}

const noTask = { what: '', title: '', dueAt: '', leadName: '', phone: '', phoneUrl: '' };
