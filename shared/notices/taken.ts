import type { MailRequestOf } from '../../events/index.ts';
import { maskingOf, readMaskRules } from '../access/index.ts';
import { cleanText } from '../identity/index.ts';
import { type Lead, type Locale, readLeads } from '../leads/index.ts';
import { defineMail, filled, mailId } from '../mail/index.ts';
import { digest, LeadId, RepId } from '../platform/ids.ts';
import { type RepConfig, repKind } from '../routing/rep-config.ts';
import { localeOf } from './card-facts.ts';
import { channelGuards, channelsOf } from './channels.ts';
import { quietOf } from './choice.ts';
import { templates } from './generated/templates.ts';
import { repHears } from './hearer.ts';
import { leadNameOf } from './lead-name.ts';
import { planDigest } from './rules-notices.ts';
import { whenHeard } from './rules-quiet.ts';
import { listedText } from './telegram-text.ts';

/** Tells a rep once which leads are not theirs any more by somebody's word, and who has each now; names alone, as of what floats. */
export const takenNotice = defineMail({
  kind: 'takenNotice',
  audience: 'rep',
  purpose: 'notice',
  name: nameOf,
  async gather(request, _begun, parts) {
    const { leadId, repId, count } = request;
    const rep = RepId.parse(repId);
    const ids = request.leads.map((id) => LeadId.parse(id));
    const [{ documents: reps }, leads, masks] = await Promise.all([
      parts.config.current(repKind),
      readLeads(parts.table, ids),
      readMaskRules(parts.config),
    ]);
    // What came back to them meanwhile is theirs; what is gone is nobody's.
    const listed = ids.flatMap((id) => leads.get(id) ?? []).filter((lead) => lead.owner?.repId !== rep);
    const owner = reps.get(rep);
    const [quiet, channels] = await Promise.all([
      quietOf(parts.table, repHears(owner)),
      channelsOf(repHears(owner), mailId('takenNotice', nameOf(request)), parts),
    ]);
    // Of more than are named, nobody looks whether all of the others are still gone.
    const taken = listed.length === 0 ? 0 : count - (ids.length - listed.length);
    return { correlationId: leadId, owner, quiet, channels, reps, listed, count: taken, masks };
  },
  plan: ({ company, facts }, now) =>
    whenHeard(planDigest(facts.owner, facts.count), { rep: facts.owner, quiet: facts.quiet, company }, now),
  compose({ facts }) {
    const { owner, listed, count } = facts;
    const values = {
      count: String(count),
      more: count > listed.length ? String(listed.length) : '',
      repName: cleanText(owner?.name ?? ''),
    };
    return {
      ...filled(templates.takenNotice, values),
      lists: { leads: rowsOf(facts) },
      locale: localeOf(owner),
      replyTo: null,
      reader: null,
    };
  },
  // As the rows of its mail: of some pool is masked, all are.
  guards: (matter, _to, parts) =>
    channelGuards({ ...matter, masking: maskingOf(null, matter.facts.masks) }, () => textOf(matter.facts), parts),
});

function nameOf({ cause, repId }: MailRequestOf<'takenNotice'>): string {
  return digest(cause, repId);
}

interface Taken {
  readonly owner: RepConfig | undefined;
  readonly reps: ReadonlyMap<string, RepConfig>;
  readonly listed: readonly Lead[];
  readonly count: number;
}

function rowsOf({ owner, reps, listed }: Taken) {
  const locale = localeOf(owner);
  return listed.map((lead) => ({ leadName: leadNameOf(lead, locale), reason: whoHas(lead, reps, locale) }));
}

function whoHas({ owner }: Lead, reps: ReadonlyMap<string, RepConfig>, locale: Locale): string {
  const name = cleanText(reps.get(owner?.repId ?? '')?.name ?? '');
  if (name === '') return locale === 'vi' ? 'đang được chia lại' : 'being given away anew';
  return locale === 'vi' ? `nay do ${name} phụ trách` : `${name} looks after them now`;
}

/** What is gone as a message of Telegram. */
function textOf(facts: Taken): string {
  const locale = localeOf(facts.owner);
  const title = { vi: `Khách đã chuyển khỏi anh/chị: ${facts.count}`, en: `Leads no longer yours: ${facts.count}` }[locale];
  const lines = rowsOf(facts).map(({ leadName, reason }) => ({ what: reason, leadName, phone: '', leadUrl: '', title: '' }));
  return listedText(title, lines, locale);
}
