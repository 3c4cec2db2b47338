import { maskingOf, readMaskRules } from '../access/index.ts';
import { cleanText } from '../identity/index.ts';
import { type Lead, type Locale, readLeads } from '../leads/index.ts';
import { defineMail, filled, hideValues } from '../mail/index.ts';
import { digest, leadSubject, RepId, SplitId } from '../platform/ids.ts';
import { numberUrl } from '../revealing/index.ts';
import { repKind } from '../routing/rep-config.ts';
import { readSplit, type Split } from '../splits/index.ts';
import { localeOf } from './card-facts.ts';
import { withNumberUrl } from './card-values.ts';
import { templates } from './generated/templates.ts';
import { placeValues } from './place.ts';
import { planDigest } from './rules-notices.ts';
import { personValues } from './task-values.ts';

/** Tells a rep once of all that they got by a split, with the first of them. */
export const givenNotice = defineMail({
  kind: 'givenNotice',
  audience: 'rep',
  purpose: 'notice',
  masksRows: true,
  name: ({ splitId, repId }) => digest(splitId, repId),
  async gather({ leadId, place, splitId, repId }, _begun, { table, config, clock }) {
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
    return { correlationId: leadId, owner, count, leads, masks, now: clock(), kind: split?.kind ?? 'split' };
  },
  plan: ({ facts }) => planDigest(facts.owner, facts.count),
  compose({ facts: { owner, count, leads, masks, now, kind } }, _to, { sender }) {
    const locale = localeOf(owner);
    const values = {
      count: String(count),
      how: howWords[kind === 'handOver' ? 'handOver' : 'split'][locale],
      more: count > leads.length ? String(leads.length) : '',
      repName: cleanText(owner?.name ?? ''),
    };
    const rows = leads.map((lead) => {
      const masking = maskingOf(lead, masks);
      const repId = masking.numbers ? lead.owner?.repId : undefined;
      const url = repId === undefined ? '' : numberUrl({ leadId: lead.leadId, repId }, now, sender);
      return withNumberUrl(hideValues(rowOf(lead, locale), masking), url);
    });
    return { ...filled(templates.givenNotice, values), lists: { leads: rows }, locale, replyTo: null, reader: null };
  },
});

const howWords: Readonly<Record<Exclude<Split['kind'], 'recall'>, Readonly<Record<Locale, string>>>> = {
  split: { vi: 'Trưởng nhóm chia cho anh/chị.', en: 'Your leader split them to you.' },
  handOver: { vi: 'Bàn giao từ đồng nghiệp không còn phụ trách.', en: 'Handed over from a colleague who has them no more.' },
};

function rowOf(lead: Lead, locale: Locale) {
  const person = personValues(lead, { ownerRepId: lead.owner?.repId ?? null, subject: leadSubject, isHandedOver: false }, locale);
  return { ...person, place: placeValues(lead, locale).place };
}
