import type { MailRequestOf } from '../../events/index.ts';
import { readMaskRules } from '../access/index.ts';
import { cleanText } from '../identity/index.ts';
import { type Lead, type Locale, readLeads } from '../leads/index.ts';
import { defineMail, mailId } from '../mail/index.ts';
import { digest, LeadId, RepId } from '../platform/ids.ts';
import { type RepConfig, repKind } from '../routing/rep-config.ts';
import { localeOf } from './card-facts.ts';
import { channelsOf } from './channels.ts';
import { quietOf } from './choice.ts';
import { templates } from './generated/templates.ts';
import { repHears } from './hearer.ts';
import { leadNameOf } from './lead-name.ts';
import { tellLeadsGone } from './leads-gone.ts';

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
    const locale = localeOf(owner);
    const rows = listed.map((lead) => ({ leadName: leadNameOf(lead, locale), reason: whoHas(lead, reps, locale) }));
    return { correlationId: leadId, owner, quiet, channels, count: taken, rows, masks };
  },
  ...tellLeadsGone(templates.takenNotice, (count) => ({
    vi: `Khách đã chuyển khỏi anh/chị: ${count}`,
    en: `Leads no longer yours: ${count}`,
  })),
});

function nameOf({ cause, repId }: MailRequestOf<'takenNotice'>): string {
  return digest(cause, repId);
}

function whoHas({ owner }: Lead, reps: ReadonlyMap<string, RepConfig>, locale: Locale): string {
  const name = cleanText(reps.get(owner?.repId ?? '')?.name ?? '');
  if (name === '') return locale === 'vi' ? 'đang được chia lại' : 'being given away anew';
  return locale === 'vi' ? `nay do ${name} phụ trách` : `${name} looks after them now`;
}
