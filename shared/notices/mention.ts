import { everythingMasked } from '../access/index.ts';
import { userKind } from '../access/user-config.ts';
import type { CompanyConfig } from '../company/company-config.ts';
import { cleanText, cutGraphemes, maskIn } from '../identity/index.ts';
import type { Lead } from '../leads/index.ts';
import { defineMail, filled, mailId } from '../mail/index.ts';
import { mayReadNotes, mentionedIn, readNote } from '../notes/index.ts';
import { digest, NoteId } from '../platform/ids.ts';
import { type RepConfig, repKind } from '../routing/rep-config.ts';
import { channelGuards, channelsOf } from './channels.ts';
import { quietOf } from './choice.ts';
import { templates } from './generated/templates.ts';
import { leadPageUrl } from './lead-page.ts';
import { planMention } from './rules-notices.ts';
import { whenHeard } from './rules-quiet.ts';
import { mentionText } from './telegram-text.ts';
import { readToldUser } from './told-user.ts';

/** What a mail quotes of a note; the rest stands with the lead. */
const longestQuote = 400;

/** Tells a user that a colleague named them in a note. It quotes the note without anything to reach anybody by. */
export const mentionNotice = defineMail({
  kind: 'mentionNotice',
  audience: 'rep',
  purpose: 'notice',
  name: ({ noteId, userId }) => digest(noteId, userId),
  async gather({ leadId, noteId, userId }, begun, parts) {
    const { table, config } = parts;
    const [told, lead, users, reps] = await Promise.all([
      readToldUser(userId, config),
      begun.lead,
      config.current(userKind),
      config.current(repKind),
    ]);
    const note = lead && (await readNote(table, lead, NoteId.parse(noteId)));
    const isThere = note !== undefined && mentionedIn(note.text, [userId]).length > 0;
    const mayRead = lead !== undefined && told.user !== undefined && (await mayReadNotes(table, told.user, lead));
    const author = users.documents.get(note?.by ?? '');
    const authorName = reps.documents.get(author?.repId ?? '')?.name ?? note?.by ?? '';
    const [quiet, channels] = await Promise.all([
      quietOf(table, told.own),
      channelsOf(told.own, mailId('mentionNotice', digest(noteId, userId)), parts),
    ]);
    return { correlationId: leadId, ...told, owner: told.own, quiet, channels, isThere, mayRead, authorName, text: note?.text ?? '' };
  },
  plan: ({ company, facts }, now) => whenHeard(planMention(facts.user, facts), { rep: facts.own, quiet: facts.quiet, company }, now),
  compose({ lead, company, facts }) {
    const { locale, ...values } = shownOf({ lead, company, facts });
    return { ...filled(templates.mentionNotice, values), locale, replyTo: null, reader: null };
  },
  guards: (matter, _to, parts) =>
    channelGuards(
      matter,
      () => {
        const { locale, ...values } = shownOf(matter);
        return mentionText(values, locale);
      },
      parts,
    ),
});

interface Shown {
  readonly lead: Lead;
  readonly company: CompanyConfig;
  readonly facts: { readonly own: RepConfig | undefined; readonly authorName: string; readonly text: string };
}

function shownOf({ lead, company, facts: { own, authorName, text } }: Shown) {
  const locale = own?.locale ?? company.defaultLocale;
  return {
    locale,
    leadName: cleanText(lead.fullName ?? '') || (locale === 'vi' ? 'Khách chưa cho biết tên' : 'A customer without a name'),
    leadUrl: leadPageUrl(company, lead.leadId),
    authorName: cleanText(authorName),
    noteText: cutGraphemes(maskIn(cleanText(text), everythingMasked), longestQuote),
  };
}
