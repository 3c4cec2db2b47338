import { cleanText, formatNational } from '../identity/index.ts';
import type { Lead, Locale } from '../leads/index.ts';
import { type Task, taskLabel } from '../tasks/index.ts';
import { localTime } from './local-time.ts';

/** What a notice says of a task. */
export function taskValues(
  { kind, reason, title, dueAt }: Pick<Task, 'kind' | 'reason' | 'title' | 'dueAt'>,
  { locale, timeZone }: { readonly locale: Locale; readonly timeZone: string },
) {
  const what = taskLabel({ kind, reason })[locale];
  return {
    what: `${what.charAt(0).toUpperCase()}${what.slice(1)}`,
    title: cleanText(title ?? ''),
    dueAt: localTime(dueAt, timeZone),
  };
}

/** What a notice says of the person: whoever was only given a task of somebody else's lead is not told who it is. */
export function personValues(lead: Lead | undefined, repId: string | null, locale: Locale) {
  if (lead?.owner?.repId !== repId || !lead) return { leadName: '', phone: '', phoneUrl: '' };
  return {
    leadName: cleanText(lead.fullName ?? '') || (locale === 'vi' ? 'Khách chưa cho biết tên' : 'No name given'),
    phone: lead.phone ? cleanText(formatNational(lead.phone)) : '',
    phoneUrl: lead.phone?.e164 ? `tel:${lead.phone.e164}` : '',
  };
}
