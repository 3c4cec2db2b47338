import type { MailRequestOf } from '../../events/index.ts';
import { everythingMasked } from '../access/index.ts';
import { userKind } from '../access/user-config.ts';
import type { CompanyConfig } from '../company/company-config.ts';
import { type ExportMade, listMade } from '../exports/index.ts';
import { cleanText, cutGraphemes } from '../identity/index.ts';
import type { Locale } from '../leads/index.ts';
import { defineMail, filled, hideValues, mailId } from '../mail/index.ts';
import { digest } from '../platform/ids.ts';
import { localTime } from '../platform/local-time.ts';
import { channelGuards } from './channels.ts';
import { type FilterNames, filterInWords, readFilterNames } from './filter-words.ts';
import { templates } from './generated/templates.ts';
import { planExports } from './rules-notices.ts';
import { shortText } from './short-text.ts';
import { localeOfTold, readToldUser, type ToldUser } from './told-user.ts';

/** A mail lists so many, and a message of Telegram; of more it says how many there are. */
const [mostListed, mostInMessage] = [20, 5];
/** Of what somebody chose freely. */
const longestFilter = 300;

/** Tells somebody who administers which lists were taken out within a quarter of an hour: who, which leads and how many. It tells of no person. */
export const exportNotice = defineMail({
  kind: 'exportNotice',
  audience: 'rep',
  purpose: 'notice',
  // Whatever the pools say: what was asked for may be a number that somebody typed.
  masksRows: true,
  name: nameOf,
  async gather(request, _begun, parts) {
    const { userId, since } = request;
    const [told, made, users, names] = await Promise.all([
      readToldUser(userId, mailId('exportNotice', nameOf(request)), parts),
      listMade(request, parts),
      parts.config.current(userKind),
      readFilterNames(parts),
    ]);
    return { correlationId: `exports-${since}`, ...told, made, users: users.documents, names };
  },
  plan: ({ facts }) => planExports(facts.user, facts.made.length),
  compose(matter) {
    const { locale, rows, ...values } = shownOf(matter);
    return { ...filled(templates.exportNotice, values), lists: { exports: rows }, locale, replyTo: null, reader: null };
  },
  guards: (matter, _to, parts) => channelGuards(matter, () => textOf(shownOf(matter)), parts),
});

function nameOf({ since, userId }: MailRequestOf<'exportNotice'>): string {
  return digest(since, userId);
}

interface Shown {
  readonly company: CompanyConfig;
  readonly facts: Pick<ToldUser, 'own'> & {
    readonly made: readonly ExportMade[];
    readonly users: ReadonlyMap<string, { readonly name?: string | undefined; readonly email: string }>;
    readonly names: FilterNames;
  };
}

function shownOf({ company, facts }: Shown) {
  const locale = localeOfTold(facts, company);
  const { made } = facts;
  const leads = made.reduce((sum, one) => sum + one.leads, 0);
  return {
    locale,
    count: String(made.length),
    one: made.length === 1 ? '1' : '',
    many: made.length === 1 ? '' : '1',
    leadCount: counted(leads, locale),
    names: [...new Set(made.map(({ by }) => calledIn(by, facts)))].slice(0, 3).join(', '),
    more: made.length > mostListed ? String(made.length - mostListed) : '',
    rows: made.slice(0, mostListed).map((one) => hideValues(rowOf(one, { company, facts }, locale), everythingMasked)),
  };
}

const counted = (count: number, locale: Locale): string => count.toLocaleString(locale === 'vi' ? 'vi-VN' : 'en-GB');

const calledIn = (userId: string, { users }: Shown['facts']): string => cleanText(users.get(userId)?.name ?? userId);

function rowOf(one: ExportMade, { company, facts }: Shown, locale: Locale) {
  const filter = filterInWords(one, { locale, timeZone: company.timeZone, names: facts.names });
  const contact = one.contact.map((header) => cleanText(header[locale])).join(', ');
  return {
    who: calledIn(one.by, facts),
    madeAt: localTime(one.madeAt, company.timeZone, locale),
    leadCount: counted(one.leads, locale),
    fileKind: one.format.toUpperCase(),
    filter: cutGraphemes(cleanText(one.view === null ? filter : `“${one.view}” (${filter})`), longestFilter),
    contact,
    withoutContact: contact === '' ? '1' : '',
    record: one.exportId,
    exportUrl: company.exportPage === undefined ? '' : company.exportPage.replace('{exportId}', one.exportId),
  };
}

/** The notice as a message of Telegram. */
function textOf({ locale, count, leadCount, rows }: ReturnType<typeof shownOf>): string {
  const told = {
    vi: {
      title: `Danh sách được xuất: ${count} tệp, ${leadCount} lead`,
      more: 'Thư điện tử có đủ tất cả.',
      with: 'có',
      without: 'không có cách liên hệ',
    },
    en: {
      title: `Lists taken out: ${count}, leads: ${leadCount}`,
      more: 'The e-mail has all of them.',
      with: 'with',
      without: 'no contact details',
    },
  }[locale];
  const lines = rows.slice(0, mostInMessage).map(({ who, leadCount: own, filter, contact }) => {
    const details = contact === '' ? told.without : `${told.with} ${contact}`;
    return `${who}: ${own} lead${locale === 'en' && own !== '1' ? 's' : ''}, ${filter}; ${details}.`;
  });
  return shortText({ title: told.title, leadName: '', lines: [...lines, ...(rows.length > lines.length ? [told.more] : [])] }, locale);
}
