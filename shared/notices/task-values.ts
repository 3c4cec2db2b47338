import type { CompanyConfig } from '../company/company-config.ts';
import { cleanText, formatNational, type Masking } from '../identity/index.ts';
import type { Lead, Locale } from '../leads/index.ts';
import { leadSubject } from '../platform/ids.ts';
import { localTime } from '../platform/local-time.ts';
import { numberUrl } from '../revealing/index.ts';
import type { LinkMaker } from '../signed-links/index.ts';
import { isHandedCall, type Task, taskLabel } from '../tasks/index.ts';
import { leadPageUrl } from './lead-page.ts';

/** What a notice says of a task. */
export function taskValues(
  { kind, reason, title, dueAt }: Pick<Task, 'kind' | 'reason' | 'title' | 'dueAt'>,
  { locale, timeZone }: { readonly locale: Locale; readonly timeZone: string },
) {
  const what = taskLabel({ kind, reason })[locale];
  return {
    what: `${what.charAt(0).toUpperCase()}${what.slice(1)}`,
    title: cleanText(title ?? ''),
    dueAt: localTime(dueAt, timeZone, locale),
  };
}

/**
 * What a notice says of the person, to whoever is to do a task: the owner of its subject, or whom somebody handed it to. A task of the lead itself
 * that follows its owner may be read a moment after the lead has gone on.
 */
export function personValues(
  lead: Lead | undefined,
  { ownerRepId, subject, isHandedOver }: Pick<Task, 'ownerRepId' | 'subject' | 'isHandedOver'>,
  locale: Locale,
) {
  const isTheirs = isHandedOver || subject !== leadSubject || lead?.owner?.repId === ownerRepId;
  if (!lead || ownerRepId === null || !isTheirs) return { leadName: '', phone: '', phoneUrl: '' };
  return {
    leadName: cleanText(lead.fullName ?? '') || (locale === 'vi' ? 'Khách chưa cho biết tên' : 'No name given'),
    phone: lead.phone ? cleanText(formatNational(lead.phone)) : '',
    phoneUrl: lead.phone?.e164 ? `tel:${lead.phone.e164}` : '',
  };
}

/** Returns where whoever is to do a task asks for a masked number. Whom somebody handed it to has nothing of the lead to ask by, unless it is a call. */
export function taskNumberUrl(
  task: Pick<Task, 'leadId' | 'kind' | 'ownerRepId' | 'isHandedOver'>,
  { numbers }: Masking,
  now: Date,
  maker: LinkMaker,
): string {
  const { leadId, ownerRepId: repId, isHandedOver } = task;
  const mayAsk = numbers && repId !== null && (!isHandedOver || isHandedCall(task, repId));
  return mayAsk ? numberUrl({ leadId, repId }, now, maker) : '';
}

/** Returns where whoever is to do a task looks at its lead, when the notice names the lead. Whom somebody handed the task to may not read the lead. */
export function taskLeadUrl(
  { leadId, isHandedOver }: Pick<Task, 'leadId' | 'isHandedOver'>,
  { leadName }: { readonly leadName: string },
  company: Pick<CompanyConfig, 'leadPage'>,
): string {
  return leadName === '' || isHandedOver ? '' : leadPageUrl(company, leadId);
}
