import type { MailRequestOf } from '../../events/index.ts';
import { everythingMasked } from '../access/index.ts';
import { userKind } from '../access/user-config.ts';
import type { CompanyConfig } from '../company/company-config.ts';
import { cleanText, cutGraphemes, maskIn } from '../identity/index.ts';
import type { Lead } from '../leads/index.ts';
import { defineMail, filled, mailId } from '../mail/index.ts';
import { mayReadNotes, mentionedIn, readNote } from '../notes/index.ts';
import { digest, NoteId } from '../platform/ids.ts';
import { type RepConfig, repKind } from '../routing/rep-config.ts';
import { channelGuards } from './channels.ts';
import { quietOf } from './choice.ts';
import { templates } from './generated/templates.ts';
import { userHears } from './hearer.ts';
import { leadNameOf } from './lead-name.ts';
import { leadPageUrl } from './lead-page.ts';
import { planMention } from './rules-notices.ts';
import { whenHeard } from './rules-quiet.ts';
import { mentionText } from './telegram-text.ts';
import { localeOfTold, readToldUser } from './told-user.ts';

/** What a mail quotes of a note; the rest stands with the lead. */
const longestQuote = 400;

/** Tells a user that a colleague named them in a note. It quotes the note without anything to reach anybody by. */
export const mentionNotice = defineMail({
  kind: 'mentionNotice',
  audience: 'rep',
  purpose: 'notice',
  name: nameOf,
  async gather(request, begun, parts) {
    const { leadId, noteId, userId } = request;
    const { table, config } = parts;
    const [told, lead, users, reps] = await Promise.all([
      readToldUser(userId, mailId('mentionNotice', nameOf(request)), parts),
      begun.lead,
      config.current(userKind),
      config.current(repKind),
    ]);
    const note = lead && (await readNote(table, lead, NoteId.parse(noteId)));
    const isThere = note !== undefined && mentionedIn(note.text, [userId]).length > 0;
    const mayRead = lead !== undefined && told.user !== undefined && (await mayReadNotes(table, told.user, lead));
    const author = users.documents.get(note?.by ?? '');
    const authorName = reps.documents.get(author?.repId ?? '')?.name ?? note?.by ?? '';
    const quiet = await quietOf(table, userHears(told));
    return { correlationId: leadId, ...told, quiet, isThere, mayRead, authorName, text: note?.text ?? '' };
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

function nameOf({ noteId, userId }: MailRequestOf<'mentionNotice'>): string {
  return digest(noteId, userId);
}

interface Shown {
  readonly lead: Lead;
  readonly company: CompanyConfig;
  readonly facts: { readonly own: RepConfig | undefined; readonly authorName: string; readonly text: string };
}

function shownOf({ lead, company, facts: { own, authorName, text } }: Shown) {
  const locale = localeOfTold({ own }, company);
  return {
    locale,
    leadName: leadNameOf(lead, locale),
    leadUrl: leadPageUrl(company, lead.leadId),
    authorName: cleanText(authorName),
    noteText: cutGraphemes(maskIn(cleanText(text), everythingMasked), longestQuote),
  };
}
