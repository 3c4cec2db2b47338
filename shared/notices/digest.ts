import type { MailRequestOf } from '../../events/index.ts';
import { nothingMasked } from '../access/index.ts';
import { cleanText, cutGraphemes } from '../identity/index.ts';
import type { Locale } from '../leads/index.ts';
import { defineMail, filled, type Mail, mailId, type PreparedMail, valuesIn } from '../mail/index.ts';
import { digest, RepId } from '../platform/ids.ts';
import { repKind } from '../routing/rep-config.ts';
import { assignedNotice } from './assigned.ts';
import { localeOf } from './card-facts.ts';
import { channelGuards, channelsOf } from './channels.ts';
import { templates } from './generated/templates.ts';
import { repHears } from './hearer.ts';
import { hotNotice } from './hot.ts';
import { type Listed, type ListedKinds, leadOfDigest, readDigest } from './read-digest.ts';
import { repeatNotice } from './repeat.ts';
import { isStillTheirs, planDigest } from './rules-notices.ts';
import { sequenceNotice } from './sequence-notice.ts';
import { digestText } from './telegram-text.ts';

/** A digest shows of a message what fits on a screen beside the others; the record has the whole. */
const maxMessage = 300;
/** As many names as a subject shows on a phone. */
const namesInSubject = 3;

const listedKinds: ListedKinds = {
  assignedNotice: { product: assignedNotice, what: { vi: 'Lead mới của anh/chị', en: 'Your new lead' } },
  repeatNotice: { product: repeatNotice, what: { vi: 'Khách gửi lại biểu mẫu', en: 'A customer posted again' } },
  hotNotice: { product: hotNotice, what: { vi: 'Lead trở nên nóng', en: 'A lead became hot' } },
  sequenceNotice: { product: sequenceNotice, what: { vi: 'Chuỗi chăm sóc báo', en: 'From a sequence' } },
};

/** Lists the notices that a rep was not sent one by one, each as it would read now: what is not theirs any more is left out. */
export const digestNotice = defineMail({
  kind: 'digestNotice',
  audience: 'rep',
  purpose: 'notice',
  // Each comes from its own product.
  masksRows: true,
  name: nameOf,
  otherLead: ({ repId, part }, parts) => leadOfDigest({ reader: { repId }, part }, parts),
  async gather(request, { company }, parts) {
    const repId = RepId.parse(request.repId);
    const rules = {
      kinds: listedKinds,
      whyNot: (mail: Mail, { lead }: PreparedMail) => (isStillTheirs(mail.askedBy, lead, repId) ? null : 'ownerChanged'),
    };
    const owner = (await parts.config.current(repKind)).documents.get(repId);
    const [listed, channels] = await Promise.all([
      readDigest({ reader: { repId }, part: request.part }, rules, { company, parts }),
      channelsOf(repHears(owner), mailId('digestNotice', nameOf(request)), parts),
    ]);
    return { correlationId: request.leadId, owner, listed, channels };
  },
  plan: ({ facts }) => planDigest(facts.owner, facts.listed.length),
  compose({ facts: { owner, listed } }, to, parts) {
    const locale = localeOf(owner);
    const notices = rowsOf(listed, locale, { to, parts });
    const names = notices.map(({ leadName = '' }) => leadName);
    const values = {
      count: String(listed.length),
      names: [...new Set(names)].slice(0, namesInSubject).join(', '),
      repName: cleanText(owner?.name ?? ''),
    };
    return { ...filled(templates.digestNotice, values), lists: { notices }, locale, replyTo: null, reader: null };
  },
  // Each row is masked as its own product has it.
  guards: (matter, to, parts) =>
    channelGuards(
      { ...matter, masking: nothingMasked },
      () => {
        const locale = localeOf(matter.facts.owner);
        return digestText(rowsOf(matter.facts.listed, locale, { to, parts }), locale);
      },
      parts,
    ),
});

function nameOf({ repId, part }: MailRequestOf<'digestNotice'>): string {
  return digest(repId, part);
}

interface Composing {
  readonly to: string;
  readonly parts: Parameters<PreparedMail['compose']>[1];
}

const rowsOf = (listed: readonly Listed[], locale: Locale, { to, parts }: Composing) =>
  listed.map(({ kind, prepared }) => rowOf(kind.what[locale], valuesIn(prepared.compose(to, parts)), locale));

function beginningOf(message: string): string {
  const beginning = cutGraphemes(message, maxMessage);
  return beginning === message ? message : `${beginning.trimEnd()}…`;
}

const offered = { vi: 'Một lead chờ anh/chị nhận', en: 'A lead waits for you to accept it' } as const;

/** What a digest may show of a notice: all that its own mail does, and why the rep is told. Not every kind of notice gives a reason, or offers something. */
function rowOf(what: string, card: Readonly<Record<string, string>>, locale: Locale) {
  const { leadName = '', phone = '', acceptUrl = '', acceptBy = '', leadUrl = '', reason = '' } = card;
  const shown = { ...card, leadName, phone, acceptUrl, acceptBy, leadUrl, reason, message: beginningOf(card.message ?? '') };
  return { ...shown, what: acceptUrl === '' ? what : offered[locale] };
}
