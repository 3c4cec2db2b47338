import { defineMail, filled, mailId } from '../mail/index.ts';
import { postName } from '../mail-requests/index.ts';
import { LeadId, Source, SubmissionRef } from '../platform/ids.ts';
import { gatherCard, localeOf, readOwner } from './card-facts.ts';
import { cardValues } from './card-values.ts';
import { channelGuards, openChannels } from './channels.ts';
import { quietOf } from './choice.ts';
import { templates } from './generated/templates.ts';
import { repHears } from './hearer.ts';
import { leadOfPost } from './of-need.ts';
import { planRepeat } from './rules-notices.ts';
import { whenHeard } from './rules-quiet.ts';
import { telegramText } from './telegram-text.ts';
import { readTold, takeTellingTurn } from './told.ts';

/** Tells the owner that a known person posted again. */
export const repeatNotice = defineMail({
  kind: 'repeatNotice',
  audience: 'rep',
  purpose: 'notice',
  name: postName,
  known: leadOfPost,
  async gather(request, begun, parts) {
    const [card, lastTold, quiet, channels] = await Promise.all([
      gatherCard(LeadId.parse(request.leadId), begun, parts, SubmissionRef.parse(request)),
      begun.lead.then((lead) => lead?.owner && readTold(parts.table, lead.leadId, Source.parse(request), lead.owner.repId)),
      begun.lead.then(async (lead) => quietOf(parts.table, repHears(lead && (await readOwner(parts.config, lead))))),
      openChannels(begun.lead, mailId('repeatNotice', postName(request)), parts),
    ]);
    return { ...card, lastTold: lastTold ?? undefined, quiet, channels };
  },
  plan: (matter, now) => {
    const { company, facts } = matter;
    return whenHeard(planRepeat(matter, facts, now), { rep: facts.owner, quiet: facts.quiet, company }, now);
  },
  compose({ request, lead, company, facts }) {
    const locale = localeOf(facts.owner);
    const values = { ...cardValues(lead, company, facts, locale), formTitle: facts.form?.title[locale] ?? request.sourceId };
    return { ...filled(templates.repeatNotice, values), locale, replyTo: facts.postedEmail, reader: null };
  },
  guards(matter, _to, parts) {
    const { request, lead, company, facts } = matter;
    // A notice that goes to nobody claims nothing.
    if (!lead.owner) return [];
    const turn = { leadId: lead.leadId, source: Source.parse(request), repId: lead.owner.repId };
    const locale = localeOf(facts.owner);
    const told = { title: title[locale], reason: '', accept: null };
    return [
      { write: takeTellingTurn(turn, parts.planned.mailId, parts.now), refused: () => ({ act: 'skip', why: 'ownerToldLately' }) },
      ...channelGuards(matter, () => telegramText(cardValues(lead, company, facts, locale), told, locale), parts),
    ];
  },
});

const title = { vi: 'Khách của anh/chị gửi lại biểu mẫu', en: 'Your customer posted again' } as const;
