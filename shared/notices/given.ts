import type { MailRequestOf } from '../../events/index.ts';
import { type MaskRules, maskingOf, nothingMasked, readMaskRules } from '../access/index.ts';
import type { CompanyConfig } from '../company/company-config.ts';
import { cleanText } from '../identity/index.ts';
import { type Lead, type Locale, readLeads } from '../leads/index.ts';
import { defineMail, filled, hideValues, mailId } from '../mail/index.ts';
import { digest, leadSubject, RepId, SplitId } from '../platform/ids.ts';
import { numberUrl } from '../revealing/index.ts';
import { type RepConfig, repKind } from '../routing/rep-config.ts';
import type { LinkMaker } from '../signed-links/index.ts';
import { readSplit, type Split } from '../splits/index.ts';
import { localeOf } from './card-facts.ts';
import { withNumberUrl } from './card-values.ts';
import { channelGuards, channelsOf } from './channels.ts';
import { templates } from './generated/templates.ts';
import { repHears } from './hearer.ts';
import { leadPageUrl } from './lead-page.ts';
import { placeValues } from './place.ts';
import { planDigest } from './rules-notices.ts';
import { personValues } from './task-values.ts';
import { peopleText } from './telegram-text.ts';

/** Tells a rep once of all that they got by a split, with the first of them. */
export const givenNotice = defineMail({
  kind: 'givenNotice',
  audience: 'rep',
  purpose: 'notice',
  masksRows: true,
  name: nameOf,
  async gather(request, _begun, parts) {
    const { leadId, place, splitId, repId } = request;
    const { table, config, clock } = parts;
    const rep = RepId.parse(repId);
    const split = await readSplit(table, place, SplitId.parse(splitId));
    const share = split?.shares.find((one) => one.repId === rep);
    // What was taken back by then is none of theirs.
    const count = share ? share.moved - share.back : 0;
    const [owner, found, masks] = await Promise.all([
      config.current(repKind).then(({ documents }) => documents.get(rep)),
      readLeads(table, share?.first ?? [], { consistent: true }),
      readMaskRules(config),
    ]);
    const leads = [...found.values()].filter((lead) => lead.owner?.repId === rep);
    const channels = await channelsOf(repHears(owner), mailId('givenNotice', nameOf(request)), parts);
    return { correlationId: leadId, owner, channels, count, leads, masks, now: clock(), kind: split?.kind ?? 'split' };
  },
  plan: ({ facts }) => planDigest(facts.owner, facts.count),
  compose({ company, facts }, _to, { sender }) {
    const { owner, count, leads, kind } = facts;
    const locale = localeOf(owner);
    const values = {
      count: String(count),
      how: howWords[kind === 'recall' ? 'split' : kind][locale],
      more: count > leads.length ? String(leads.length) : '',
      repName: cleanText(owner?.name ?? ''),
    };
    return {
      ...filled(templates.givenNotice, values),
      lists: { leads: rowsOf(facts, company, sender) },
      locale,
      replyTo: null,
      reader: null,
    };
  },
  // Each row is masked by what holds for its lead.
  guards: (matter, _to, parts) =>
    channelGuards(
      { ...matter, masking: nothingMasked },
      () => textOf(matter.facts, rowsOf(matter.facts, matter.company, parts.sender)),
      parts,
    ),
});

function nameOf({ splitId, repId }: MailRequestOf<'givenNotice'>): string {
  return digest(splitId, repId);
}

interface Given {
  readonly owner: RepConfig | undefined;
  readonly count: number;
  readonly kind: Split['kind'];
  readonly leads: readonly Lead[];
  readonly masks: MaskRules;
  readonly now: Date;
}

const rowsOf = ({ owner, leads, masks, now }: Given, company: CompanyConfig, maker: LinkMaker) =>
  leads.map((lead) => {
    const masking = maskingOf(lead, masks);
    const repId = masking.numbers ? lead.owner?.repId : undefined;
    const url = repId === undefined ? '' : numberUrl({ leadId: lead.leadId, repId }, now, maker);
    const row = { ...rowOf(lead, localeOf(owner)), leadUrl: leadPageUrl(company, lead.leadId) };
    return withNumberUrl(hideValues(row, masking), url);
  });

/** How many and the first of them as a message of Telegram. */
function textOf({ owner, count, kind }: Given, rows: ReturnType<typeof rowsOf>): string {
  const locale = localeOf(owner);
  const what = { vi: `Anh/chị vừa nhận ${count} khách`, en: `You were given ${count} ${count === 1 ? 'lead' : 'leads'}` }[locale];
  return peopleText({ title: what, said: howWords[kind === 'recall' ? 'split' : kind][locale] }, rows, locale);
}

const howWords: Readonly<Record<Exclude<Split['kind'], 'recall'>, Readonly<Record<Locale, string>>>> = {
  split: { vi: 'Trưởng nhóm chia cho anh/chị.', en: 'Your leader split them to you.' },
  list: { vi: 'Danh sách vừa nhập ghi tên anh/chị.', en: 'A list that was just imported names you.' },
  handOver: { vi: 'Bàn giao từ đồng nghiệp không còn phụ trách.', en: 'Handed over from a colleague who has them no more.' },
};

function rowOf(lead: Lead, locale: Locale) {
  const person = personValues(lead, { ownerRepId: lead.owner?.repId ?? null, subject: leadSubject, isHandedOver: false }, locale);
  return { ...person, place: placeValues(lead, locale).place };
}
