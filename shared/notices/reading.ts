import { cleanText } from '../identity/index.ts';
import { defineMail, filled } from '../mail/index.ts';
import { digest } from '../platform/ids.ts';
import { localTime } from '../platform/local-time.ts';
import { repKind } from '../routing/rep-config.ts';
import { templates } from './generated/templates.ts';
import { planReading } from './rules-notices.ts';
import { readToldUser } from './told-user.ts';

/** Tells a leader that a rep asked for far more masked numbers within an hour than they do. It tells of no person. */
export const readingNotice = defineMail({
  kind: 'readingNotice',
  audience: 'rep',
  purpose: 'notice',
  name: ({ repId, at, userId }) => digest(repId, at, userId),
  async gather({ leadId, repId, userId }, _begun, { config }) {
    const [told, reps] = await Promise.all([readToldUser(userId, config), config.current(repKind)]);
    return { correlationId: leadId, ...told, reader: reps.documents.get(repId)?.name ?? repId };
  },
  plan: ({ facts }) => planReading(facts.user),
  compose({ request, company, facts: { own, reader } }) {
    const locale = own?.locale ?? company.defaultLocale;
    const values = {
      readerName: cleanText(reader),
      numbers: String(request.numbers),
      usual: request.usual === 0 ? '' : String(request.usual),
      readAt: localTime(request.at, company.timeZone, locale),
    };
    return { ...filled(templates.readingNotice, values), locale, replyTo: null, reader: null };
  },
});
