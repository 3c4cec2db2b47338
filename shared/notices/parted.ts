import { cleanText } from '../identity/index.ts';
import { readLead } from '../leads/index.ts';
import { defineMail, filled } from '../mail/index.ts';
import { digest, LeadId, RepId } from '../platform/ids.ts';
import { repKind } from '../routing/rep-config.ts';
import { localeOf } from './card-facts.ts';
import { quietOf } from './choice.ts';
import { templates } from './generated/templates.ts';
import { repHears } from './hearer.ts';
import { planParted } from './rules-notices.ts';
import { whenHeard } from './rules-quiet.ts';

/** Tells a rep that two leads that were one are two again, and which of them is theirs. */
export const partedNotice = defineMail({
  kind: 'partedNotice',
  audience: 'rep',
  purpose: 'notice',
  name: ({ otherLeadId, repId, at }) => digest(otherLeadId, repId, at),
  async gather({ leadId, otherLeadId, repId }, _begun, parts) {
    const [{ documents: reps }, other] = await Promise.all([
      parts.config.current(repKind),
      readLead(parts.table, LeadId.parse(otherLeadId), { consistent: false }),
    ]);
    const rep = reps.get(RepId.parse(repId));
    return { correlationId: leadId, rep, reps, other, quiet: await quietOf(parts.table, repHears(rep)) };
  },
  plan: ({ request, lead, company, facts }, now) =>
    whenHeard(planParted(request, lead, facts.rep), { rep: facts.rep, quiet: facts.quiet, company }, now),
  compose({ lead, facts: { rep, reps, other } }) {
    const locale = localeOf(rep);
    const taker = other?.owner ? reps.get(other.owner.repId) : undefined;
    const values = {
      leadName: cleanText(lead.fullName ?? '') || (locale === 'vi' ? 'Khách chưa cho biết tên' : 'A customer without a name'),
      takerName: cleanText(taker?.name ?? ''),
      isWaiting: taker ? '' : 'yes',
      repName: cleanText(rep?.name ?? ''),
    };
    return { ...filled(templates.partedNotice, values), locale, replyTo: null, reader: null };
  },
});
