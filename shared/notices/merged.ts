import { cleanText } from '../identity/index.ts';
import { defineMail, filled } from '../mail/index.ts';
import { digest, RepId } from '../platform/ids.ts';
import { repKind } from '../routing/rep-config.ts';
import { localeOf } from './card-facts.ts';
import { quietOf } from './choice.ts';
import { templates } from './generated/templates.ts';
import { repHears } from './hearer.ts';
import { planMerged } from './rules-notices.ts';
import { whenHeard } from './rules-quiet.ts';

/** Tells a rep that two leads became one, of which they had one, and who has the person from now on. */
export const mergedNotice = defineMail({
  kind: 'mergedNotice',
  audience: 'rep',
  purpose: 'notice',
  name: ({ otherLeadId, repId, at }) => digest(otherLeadId, repId, at),
  async gather({ leadId, repId }, _begun, parts) {
    const { documents: reps } = await parts.config.current(repKind);
    const rep = reps.get(RepId.parse(repId));
    return { correlationId: leadId, rep, reps, quiet: await quietOf(parts.table, repHears(rep)) };
  },
  plan: ({ request, lead, company, facts }, now) =>
    whenHeard(planMerged(request, lead, facts.rep), { rep: facts.rep, quiet: facts.quiet, company }, now),
  compose({ request, lead, facts: { rep, reps } }) {
    const locale = localeOf(rep);
    const isYours = lead.owner?.repId === request.repId;
    const values = {
      leadName: cleanText(lead.fullName ?? '') || (locale === 'vi' ? 'Khách chưa cho biết tên' : 'A customer without a name'),
      isByRule: request.by === 'rule' ? 'yes' : '',
      isByPerson: request.by === 'person' ? 'yes' : '',
      isYours: isYours ? 'yes' : '',
      takerName: isYours || !lead.owner ? '' : cleanText(reps.get(lead.owner.repId)?.name ?? ''),
      repName: cleanText(rep?.name ?? ''),
    };
    return { ...filled(templates.mergedNotice, values), locale, replyTo: null, reader: null };
  },
});
