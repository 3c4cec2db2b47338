import type { MailRequestOf } from '../../events/index.ts';
import { type UserConfig, userKind } from '../access/user-config.ts';
import { type MadeDigest, mayHaveDigests, readDigestChoice, readMadeDigest } from '../digests/index.ts';
import { cleanText } from '../identity/index.ts';
import { defineMail, filled, type MailPlan } from '../mail/index.ts';
import { digest } from '../platform/ids.ts';
import { templates } from './generated/templates.ts';

/** Tells somebody who asked for it which numbers of a week or a month changed most, with a small table. It tells of no lead. */
export const reportDigest = defineMail({
  kind: 'reportDigest',
  audience: 'rep',
  purpose: 'notice',
  // It has no number of a person: what is masked of people by pools would hide what was sold.
  masksRows: true,
  name: nameOf,
  async gather({ leadId, ...request }, _begun, { config, table }) {
    const [users, choice, made] = await Promise.all([
      config.current(userKind),
      readDigestChoice(table, request.userId, { consistent: true }),
      readMadeDigest(table, request),
    ]);
    return { correlationId: leadId, user: users.documents.get(request.userId), isWanted: Boolean(choice?.[request.of]), made };
  },
  plan: ({ facts: { user, isWanted, made } }) => planDigest(user, { isWanted, isMade: made !== undefined }),
  compose({ request, facts: { made } }, _to, { sender }) {
    const shown = made ?? nothing(request);
    const { locale } = shown;
    const period = periodText(shown);
    const values = {
      isWeek: shown.of === 'week' ? '1' : '',
      isMonth: shown.of === 'month' ? '1' : '',
      days: period,
      scope: cleanText(shown.scope),
      steady: shown.changes.length === 0 ? '1' : '',
      changed: shown.changes.length === 0 ? '' : '1',
      holidays: shown.workedPercent === null ? '' : String(shown.workedPercent),
      reportUrl: reportPage(sender.leadPage, shown),
    };
    const changes = shown.changes.map(({ title, definition, direction, now, usual, reason }) => ({
      figure: title,
      definition,
      arrow: direction === 'up' ? '▲' : '▼',
      now,
      usualText: usual,
      reason: cleanText(reason),
    }));
    const figures = shown.numbers.map(({ title, now, before, usual }) => ({ figure: title, now, before, usualText: usual }));
    return { ...filled(templates.reportDigest, values), lists: { changes, figures }, locale, replyTo: null, reader: null };
  },
});

function nameOf({ userId, of, from }: MailRequestOf<'reportDigest'>): string {
  return digest(userId, of, from);
}

function planDigest(
  user: UserConfig | undefined,
  { isWanted, isMade }: { readonly isWanted: boolean; readonly isMade: boolean },
): MailPlan {
  if (!user || !mayHaveDigests(user)) return { act: 'skip', why: 'leaderGone' };
  if (!isWanted) return { act: 'skip', why: 'switchedOff' };
  return isMade ? { act: 'send', to: user.email } : { act: 'skip', why: 'nothingLeft' };
}

type Shown = Pick<MadeDigest, 'of' | 'from' | 'to' | 'locale' | 'scope' | 'changes' | 'numbers' | 'workedPercent'>;

/** Of a digest that is kept no more, which is planned for nobody. */
const nothing = ({ of, from }: Pick<MailRequestOf<'reportDigest'>, 'of' | 'from'>): Shown => ({
  of,
  from,
  to: from,
  locale: 'vi',
  scope: '',
  changes: [],
  numbers: [],
  workedPercent: null,
});

/** Writes a week as its first and last day, a month as itself. */
function periodText({ of, from, to, locale }: Shown): string {
  const dayText = (ms: number): string => {
    const date = new Date(ms);
    return locale === 'vi'
      ? `${String(date.getUTCDate()).padStart(2, '0')}/${String(date.getUTCMonth() + 1).padStart(2, '0')}/${date.getUTCFullYear()}`
      : date.toLocaleDateString('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });
  };
  if (of === 'week') return `${dayText(Date.parse(from))} – ${dayText(Date.parse(to) - 86_400_000)}`;
  const [year, month] = from.split('-');
  return locale === 'vi'
    ? `${month}/${year}`
    : new Date(from).toLocaleDateString('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' });
}

/** Returns where the console shows the same days, beside the place where it shows a lead. */
function reportPage(leadPage: string, { from, to }: Shown): string {
  const [console = ''] = leadPage.split('#');
  return console === '' ? '' : `${console}#/bao-cao/overview/${new URLSearchParams({ from, to, compare: 'previous' })}`;
}
