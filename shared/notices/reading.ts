import type { MailRequestOf } from '../../events/index.ts';
import type { CompanyConfig } from '../company/company-config.ts';
import { cleanText } from '../identity/index.ts';
import { defineMail, filled, mailId } from '../mail/index.ts';
import { digest } from '../platform/ids.ts';
import { localTime } from '../platform/local-time.ts';
import { repKind } from '../routing/rep-config.ts';
import { channelGuards } from './channels.ts';
import { templates } from './generated/templates.ts';
import { planReading } from './rules-notices.ts';
import { shortText } from './short-text.ts';
import { localeOfTold, readToldUser, type ToldUser } from './told-user.ts';

/** Tells a leader that a rep asked for far more masked numbers within an hour than they do. It tells of no person. */
export const readingNotice = defineMail({
  kind: 'readingNotice',
  audience: 'rep',
  purpose: 'notice',
  name: nameOf,
  async gather(request, _begun, parts) {
    const { leadId, repId, userId } = request;
    const user = readToldUser(userId, mailId('readingNotice', nameOf(request)), parts);
    const [told, reps] = await Promise.all([user, parts.config.current(repKind)]);
    return { correlationId: leadId, ...told, reader: reps.documents.get(repId)?.name ?? repId };
  },
  plan: ({ facts }) => planReading(facts.user),
  compose(matter) {
    const { locale, ...values } = shownOf(matter);
    return { ...filled(templates.readingNotice, values), locale, replyTo: null, reader: null };
  },
  guards: (matter, _to, parts) => channelGuards(matter, () => textOf(shownOf(matter)), parts),
});

function nameOf({ repId, at, userId }: MailRequestOf<'readingNotice'>): string {
  return digest(repId, at, userId);
}

interface Shown {
  readonly request: MailRequestOf<'readingNotice'>;
  readonly company: CompanyConfig;
  readonly facts: Pick<ToldUser, 'own'> & { readonly reader: string };
}

function shownOf({ request, company, facts }: Shown) {
  const locale = localeOfTold(facts, company);
  return {
    locale,
    readerName: cleanText(facts.reader),
    numbers: String(request.numbers),
    usual: request.usual === 0 ? '' : String(request.usual),
    readAt: localTime(request.at, company.timeZone, locale),
  };
}

/** The notice as a message of Telegram. */
function textOf({ locale, readerName, numbers, usual, readAt }: ReturnType<typeof shownOf>): string {
  const usually = { vi: usual === '' ? '' : ` Mọi khi: ${usual} số mỗi giờ.`, en: usual === '' ? '' : ` Usually: ${usual} an hour.` };
  const told = {
    vi: {
      title: 'Xem số điện thoại nhiều bất thường',
      line: `${readerName} đã xem ${numbers} số trong một giờ, đến ${readAt}.${usually.vi}`,
    },
    en: {
      title: 'An unusual number of phone numbers',
      line: `${readerName} asked for ${numbers} numbers within an hour, up to ${readAt}.${usually.en}`,
    },
  }[locale];
  return shortText({ title: told.title, leadName: '', lines: [told.line] }, locale);
}
