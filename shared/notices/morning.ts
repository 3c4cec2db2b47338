import type { MailRequestOf } from '../../events/index.ts';
import type { CompanyConfig } from '../company/company-config.ts';
import { cleanText } from '../identity/index.ts';
import type { Both } from '../leads/event-sentence.ts';
import type { Lead, Locale } from '../leads/index.ts';
import { defineMail, filled, mailId } from '../mail/index.ts';
import { digest } from '../platform/ids.ts';
import { keys } from '../platform/keys.ts';
import { localTime } from '../platform/local-time.ts';
import { channelGuards } from './channels.ts';
import { templates } from './generated/templates.ts';
import { groupLine } from './group-text.ts';
import { leadNameOf } from './lead-name.ts';
import { leadPageUrl } from './lead-page.ts';
import { takeMorning } from './morning-turn.ts';
import { readMorning } from './read-morning.ts';
import { isSilent, type Morning, type RepMorning } from './rules-morning.ts';
import { planMorning } from './rules-notices.ts';
import { shortText } from './short-text.ts';
import { localeOfTold, readToldUser, type ToldUser } from './told-user.ts';

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
  name: nameOf,
  async gather(request, _begun, parts) {
    const { leadId, userId, morning, since } = request;
    const told = await readToldUser(userId, mailId('morningNotice', nameOf(request)), parts);
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
  guards: (matter, _to, parts) => [
    {
      write: takeMorning(keys.leaderMorning(matter.request.userId), matter.request, matter.mailId, parts.now),
      refused: () => ({ act: 'skip', why: 'toldThisMorning' }),
    },
    ...channelGuards(matter, () => textOf(matter), parts),
  ],
});

function nameOf({ userId, morning }: MailRequestOf<'morningNotice'>): string {
  return digest(userId, morning);
}

interface Told {
  readonly request: MailRequestOf<'morningNotice'>;
  readonly company: CompanyConfig;
  readonly facts: Pick<ToldUser, 'own'> & { readonly read: Morning & { readonly pools: readonly { readonly name: Both }[] } };
}

/** What stands in all as a message of Telegram: the mail has the reps, and the text for a group. */
function textOf({ request, company, facts: { own, read } }: Told): string {
  const locale = localeOfTold({ own }, company);
  const [, day = ''] = localTime(request.morning, company.timeZone, locale).split(', ');
  const poolNames = cleanText(read.pools.map(({ name }) => name[locale]).join(', '));
  const title = locale === 'vi' ? `Nhóm của anh/chị, ${day}` : `Your pools, ${day}`;
  const more =
    locale === 'vi' ? 'Thư điện tử có từng người, và đoạn để dán vào nhóm.' : 'The e-mail has each rep, and a text for your group.';
  return shortText({ title, leadName: '', lines: [poolNames, totalsIn(read, locale).join(' · '), more] }, locale);
}

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

/** Where to look at what waits. */
function waitingRows(leads: readonly Lead[], company: CompanyConfig, locale: Locale) {
  return leads.map((lead) => ({
    leadName: leadNameOf(lead, locale),
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
