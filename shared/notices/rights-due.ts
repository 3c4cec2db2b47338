import type { MailRequestOf } from '../../events/index.ts';
import type { CompanyConfig } from '../company/company-config.ts';
import { defineMail, filled, mailId } from '../mail/index.ts';
import { digest } from '../platform/ids.ts';
import { localTime } from '../platform/local-time.ts';
import { channelGuards } from './channels.ts';
import { templates } from './generated/templates.ts';
import { planReading } from './rules-notices.ts';
import { shortText } from './short-text.ts';
import { localeOfTold, readToldUser, type ToldUser } from './told-user.ts';

/** Reminds somebody who administers of what the law wants done by a moment. It tells of no person. */
export const rightsNotice = defineMail({
  kind: 'rightsNotice',
  audience: 'rep',
  purpose: 'notice',
  name: nameOf,
  async gather(request, _begun, parts) {
    const told = await readToldUser(request.userId, mailId('rightsNotice', nameOf(request)), parts);
    return { correlationId: request.recordId, ...told };
  },
  plan: ({ facts }) => planReading(facts.user),
  compose(matter) {
    const { locale, ...values } = shownOf(matter);
    return { ...filled(templates.rightsNotice, values), locale, replyTo: null, reader: null };
  },
  guards: (matter, _to, parts) => channelGuards(matter, () => textOf(shownOf(matter)), parts),
});

function nameOf({ recordId, of, percent, dueAt, userId }: MailRequestOf<'rightsNotice'>): string {
  return digest(recordId, of, String(percent), dueAt, userId);
}

const matters = {
  vi: { acknowledge: 'xác nhận đã nhận yêu cầu', answer: 'trả lời yêu cầu', breach: 'báo cơ quan quản lý về sự cố dữ liệu' },
  en: { acknowledge: 'acknowledge a request', answer: 'answer a request', breach: 'tell the authority of a breach' },
} as const;

interface Shown {
  readonly request: MailRequestOf<'rightsNotice'>;
  readonly company: CompanyConfig;
  readonly facts: Pick<ToldUser, 'own'>;
}

function shownOf({ request, company, facts }: Shown) {
  const locale = localeOfTold(facts, company);
  return {
    locale,
    matter: matters[locale][request.of],
    record: request.recordId,
    percent: String(request.percent),
    dueAt: localTime(request.dueAt, company.timeZone, locale),
  };
}

/** The notice as a message of Telegram. */
function textOf({ locale, matter, record, percent, dueAt }: ReturnType<typeof shownOf>): string {
  const told = {
    vi: { title: `Sắp hết hạn: ${matter}`, line: `Đã qua ${percent} % thời gian, hạn là ${dueAt}. Mã ${record}.` },
    en: { title: `Due soon: ${matter}`, line: `${percent} % of the time is over, it is due by ${dueAt}. Number ${record}.` },
  }[locale];
  return shortText({ title: told.title, leadName: '', lines: [told.line] }, locale);
}
