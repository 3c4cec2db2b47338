import { defineMail, filled } from '../mail/index.ts';
import { postName } from '../mail-requests/index.ts';
import { LeadId, Source, SubmissionRef } from '../platform/ids.ts';
import { gatherCard, localeOf } from './card-facts.ts';
import { cardValues } from './card-values.ts';
import { templates } from './generated/templates.ts';
import { leadOfPost } from './of-need.ts';
import { planRepeat } from './rules-notices.ts';
import { readTold, takeTellingTurn } from './told.ts';

/** Tells the owner that a known person posted again. */
export const repeatNotice = defineMail({
  kind: 'repeatNotice',
  audience: 'rep',
  purpose: 'notice',
  name: postName,
  known: leadOfPost,
  async gather(request, begun, parts) {
    const leadId = LeadId.parse(request.leadId);
    const [card, lastTold] = await Promise.all([
      gatherCard(leadId, begun, parts, SubmissionRef.parse(request)),
      begun.lead.then((lead) => readTold(parts.table, lead?.leadId ?? leadId, Source.parse(request))),
    ]);
    return { ...card, lastTold };
  },
  plan: (matter, now) => planRepeat(matter, matter.facts, now),
  compose({ request, lead, company, facts }) {
    const locale = localeOf(facts.owner);
    const values = { ...cardValues(lead, company, facts, locale), formTitle: facts.form?.title[locale] ?? request.sourceId };
    return { ...filled(templates.repeatNotice, values), locale, replyTo: facts.postedEmail, reader: null };
  },
  guards: ({ request, lead }, _to, { planned, now }) => [
    {
      write: takeTellingTurn(lead.leadId, Source.parse(request), planned.mailId, now),
      refused: () => ({ act: 'skip', why: 'ownerToldLately' }),
    },
  ],
});
