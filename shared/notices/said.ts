import type { Submission } from '../capture/index.ts';
import { cleanText, formatNational } from '../identity/index.ts';
import type { Lead, Locale } from '../leads/index.ts';
import { sameRef } from '../platform/ids.ts';
import { localTime } from '../platform/local-time.ts';
import { alsoSaid, type Proposal } from '../proposals/index.ts';

const labels = {
  fullName: { vi: 'Họ tên', en: 'Name' },
  phone: { vi: 'Điện thoại', en: 'Phone' },
  email: { vi: 'E-mail', en: 'E-mail' },
} as const;

/** What the post of a notice says of the person and the record does not, then what earlier posts proposed and nobody decided: a line each. */
export function saidLines(
  told: Submission | undefined,
  proposals: readonly Proposal[],
  lead: Lead,
  { timeZone, locale }: { readonly timeZone: string; readonly locale: Locale },
): string {
  const line = (field: keyof typeof labels, value: string) => `${labels[field][locale]}: ${cleanText(value)}`;
  const own = told ? ownLines(told, lead, line) : [];
  const others = proposals.filter(({ submission }) => !told || !sameRef(submission, told));
  const posted = (at: string) => `${locale === 'vi' ? 'gửi lúc' : 'posted at'} ${localTime(at, timeZone, locale)}`;
  return [...own, ...others.map((proposal) => `${line(proposal.field, textOf(proposal))} (${posted(proposal.at)})`)].join('\n');
}

function ownLines({ fields }: Submission, lead: Lead, line: (field: keyof typeof labels, value: string) => string): string[] {
  const { fullName, phones, email } = alsoSaid(fields, lead);
  return [
    ...(fullName === null ? [] : [line('fullName', fullName)]),
    ...phones.map((phone) => line('phone', formatNational(phone))),
    ...(email === null ? [] : [line('email', email)]),
  ];
}

const textOf = (proposal: Proposal): string => (proposal.field === 'phone' ? formatNational(proposal.value) : proposal.value);
