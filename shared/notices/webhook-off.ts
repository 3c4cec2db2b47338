import type { MailRequestOf } from '../../events/index.ts';
import type { CompanyConfig } from '../company/company-config.ts';
import { type Endpoint, readEndpoint } from '../event-webhooks/index.ts';
import { defineMail, filled, mailId } from '../mail/index.ts';
import { digest, WebhookId } from '../platform/ids.ts';
import { localTime } from '../platform/local-time.ts';
import { channelGuards } from './channels.ts';
import { templates } from './generated/templates.ts';
import { planReading } from './rules-notices.ts';
import { shortText } from './short-text.ts';
import { localeOfTold, readToldUser, type ToldUser } from './told-user.ts';

/** Tells somebody that an address hears of events no more, since when and why. It tells of no person. */
export const webhookNotice = defineMail({
  kind: 'webhookNotice',
  audience: 'rep',
  purpose: 'notice',
  name: nameOf,
  async gather(request, _begun, parts) {
    const [told, endpoint] = await Promise.all([
      readToldUser(request.userId, mailId('webhookNotice', nameOf(request)), parts),
      readEndpoint(parts.table, WebhookId.parse(request.webhookId)),
    ]);
    return { correlationId: request.webhookId, endpoint, ...told };
  },
  plan: ({ facts }) => planReading(facts.user),
  compose(matter) {
    const { locale, ...values } = shownOf(matter);
    return { ...filled(templates.webhookNotice, values), locale, replyTo: null, reader: null };
  },
  guards: (matter, _to, parts) => channelGuards(matter, () => textOf(shownOf(matter)), parts),
});

function nameOf({ webhookId, at, userId }: MailRequestOf<'webhookNotice'>): string {
  return digest(webhookId, at, userId);
}

const reasons = {
  vi: { gone: 'hệ thống nhận trả lời 410: không còn ở đó', failing: 'suốt một tuần không sự kiện nào tới được', person: 'có người đã tắt' },
  en: { gone: 'the receiver answered 410: it is gone', failing: 'for a week nothing arrived', person: 'somebody turned it off' },
} as const;

interface Shown {
  readonly request: MailRequestOf<'webhookNotice'>;
  readonly company: CompanyConfig;
  readonly facts: Pick<ToldUser, 'own'> & { readonly endpoint: Endpoint | undefined };
}

function shownOf({ request, company, facts }: Shown) {
  const locale = localeOfTold(facts, company);
  const { endpoint } = facts;
  return {
    locale,
    // Of the address only its host: what follows it may hold a secret.
    place: endpoint ? endpoint.description || new URL(endpoint.url).hostname : request.webhookId,
    because: reasons[locale][endpoint?.off?.because ?? 'person'],
    offAt: localTime(request.at, company.timeZone, locale),
    record: request.webhookId,
  };
}

/** The notice as a message of Telegram. */
function textOf({ locale, place, because, offAt, record }: ReturnType<typeof shownOf>): string {
  const told = {
    vi: { title: `Webhook đã tắt: ${place}`, line: `Từ ${offAt}, vì ${because}. Mã ${record}.` },
    en: { title: `Webhook turned off: ${place}`, line: `Since ${offAt}, because ${because}. Number ${record}.` },
  }[locale];
  return shortText({ title: told.title, leadName: '', lines: [told.line] }, locale);
}
