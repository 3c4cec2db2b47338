import type { CompanyConfig } from '../company/company-config.ts';
import { cleanText } from '../identity/index.ts';
import type { Lead, Locale } from '../leads/index.ts';
import { defineMail, filled } from '../mail/index.ts';
import { digest } from '../platform/ids.ts';
import { keys } from '../platform/keys.ts';
import { localTime } from '../platform/local-time.ts';
import { templates } from './generated/templates.ts';
import { groupLine } from './group-text.ts';
import { leadPageUrl } from './lead-page.ts';
import { takeMorning } from './morning-turn.ts';
import { readMorning } from './read-morning.ts';
import { isSilent, type Morning, type RepMorning } from './rules-morning.ts';
import { planMorning } from './rules-notices.ts';
import { readToldUser } from './told-user.ts';

/** More than a leader reads on a phone. */
const mostReps = 40;

const words = {
  given: { vi: 'khách mới', en: 'new' },
  waiting: { vi: 'khách chờ người phụ trách', en: 'waiting for an owner' },
  overdue: { vi: 'việc quá hạn', en: 'overdue' },
  expired: { vi: 'lời mời hết hạn', en: 'offers let pass' },
  waitingLeads: { vi: 'Đang chờ:', en: 'Waiting:' },
} as const;

/** Tells a leader, each working morning, how their pools stand, with a text to paste into a group; none where there is nothing to say. */
export const morningNotice = defineMail({
  kind: 'morningNotice',
  audience: 'rep',
  purpose: 'notice',
  name: ({ userId, morning }) => digest(userId, morning),
  async gather({ leadId, userId, morning, since }, _begun, parts) {
    const told = await readToldUser(userId, parts.config);
    const read = await readMorning(told.user ?? {}, { since, until: morning }, parts);
    return { correlationId: leadId, ...told, read };
  },
  plan: ({ company, facts }) => planMorning(facts.user, { isOn: company.leaderMorning !== undefined, isSilent: isSilent(facts.read) }),
  compose({ request, company, facts: { own, read } }) {
    const locale = own?.locale ?? company.defaultLocale;
    const [, day = ''] = localTime(request.morning, company.timeZone, locale).split(', ');
    const poolNames = cleanText(read.pools.map(({ name }) => name[locale]).join(', '));
    const waiting = waitingRows(read.waitingLeads, company, locale);
    const values = {
      day,
      poolNames,
      totals: totalsIn(read, locale).join(' · '),
      since: read.waitsSince === undefined ? '' : localTime(read.waitsSince, company.timeZone, locale),
      waitingLeads: waiting.length > 0 ? words.waitingLeads[locale] : '',
      groupText: groupTextOf(read, `${poolNames} ${day}`, locale),
    };
    const rows = read.reps.slice(0, mostReps).map((rep) => ({ repName: cleanText(rep.name), counts: countsIn(rep, locale).join(' · ') }));
    return { ...filled(templates.morningNotice, values), lists: { reps: rows, waiting }, locale, replyTo: null, reader: null };
  },
  guards: ({ mailId, request }, _to, { now }) => [
    {
      write: takeMorning(keys.leaderMorning(request.userId), request, mailId, now),
      refused: () => ({ act: 'skip', why: 'toldThisMorning' }),
    },
  ],
});

type Counted = 'given' | 'waiting' | 'overdue' | 'expired';

/** What is nothing is left out. */
const countsOf = (counted: readonly (readonly [Counted, number])[], locale: Locale): string[] =>
  counted.flatMap(([what, count]) => (count === 0 ? [] : [`${count} ${words[what][locale]}`]));

const totalsIn = ({ given, waiting, overdue, expired }: Morning, locale: Locale): string[] =>
  countsOf(
    [
      ['given', given],
      ['waiting', waiting],
      ['overdue', overdue],
      ['expired', expired],
    ],
    locale,
  );

const countsIn = ({ given, overdue, expired }: RepMorning, locale: Locale): string[] =>
  countsOf(
    [
      ['given', given],
      ['overdue', overdue],
      ['expired', expired],
    ],
    locale,
  );

/** Where to look at what waits; none where the company names no such page: the text for a group names them. */
function waitingRows(leads: readonly Lead[], company: CompanyConfig, locale: Locale) {
  if (company.leadPage === undefined) return [];
  return leads.map((lead) => ({
    leadName: cleanText(lead.fullName ?? '') || (locale === 'vi' ? 'Khách chưa cho biết tên' : 'A customer without a name'),
    leadUrl: leadPageUrl(company, lead.leadId),
  }));
}

/** Lines without markup. Numbers are masked whatever the pool says: a group has more readers than the pool has reps. */
function groupTextOf(read: Morning & { readonly waitingLeads: readonly Lead[] }, title: string, locale: Locale): string {
  const reps = read.reps.slice(0, mostReps).map((rep) => `${cleanText(rep.name)}: ${countsIn(rep, locale).join(', ')}`);
  const leads = read.waitingLeads.map((lead) => `- ${groupLine(lead, locale)}`);
  return [title, totalsIn(read, locale).join(', '), ...reps, ...(leads.length > 0 ? [words.waitingLeads[locale], ...leads] : [])].join(
    '\n',
  );
}
