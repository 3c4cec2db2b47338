import { cleanText, cutGraphemes } from '../identity/index.ts';
import type { Locale } from '../leads/index.ts';
import { defineMail, filled, type PreparedMail, valuesIn } from '../mail/index.ts';
import { digest } from '../platform/ids.ts';
import { declinedNotice } from './declined.ts';
import { escalationNotice } from './escalation.ts';
import { templates } from './generated/templates.ts';
import { leadPageUrl } from './lead-page.ts';
import { type ListedKind, leadOfDigest, readDigest } from './read-digest.ts';
import { type ListedForLeaders, planLeaderDigest } from './rules-notices.ts';
import { sequenceNotice } from './sequence-notice.ts';
import { readToldUser } from './told-user.ts';
import { unacceptedNotice } from './unaccepted.ts';

type Values = Readonly<Record<string, string>>;

/** A kind of notice to leaders, and what a line says of one beside the name of the lead. */
interface LeaderKind extends ListedKind {
  readonly detail: Readonly<Record<Locale, (values: Values) => string>>;
}

const listedKinds: Readonly<Record<ListedForLeaders, LeaderKind>> = {
  unacceptedNotice: {
    product: unacceptedNotice,
    what: { vi: 'Chưa ai nhận', en: 'Nobody accepts' },
    detail: {
      vi: ({ names = '' }) => (names === '' ? '' : `Đã mời ${names}.`),
      en: ({ names = '' }) => (names === '' ? '' : `It was offered to ${names}.`),
    },
  },
  declinedNotice: {
    product: declinedNotice,
    what: { vi: 'Từ chối nhận', en: 'Declined' },
    detail: {
      vi: ({ repName = '', because = '', note = '' }) => `${repName}: ${because}.${note === '' ? '' : ` “${note}”`}`,
      en: ({ repName = '', because = '', note = '' }) => `${repName}: ${because}.${note === '' ? '' : ` “${note}”`}`,
    },
  },
  escalationNotice: {
    product: escalationNotice,
    what: { vi: 'Chưa ai liên hệ', en: 'Not contacted yet' },
    detail: {
      vi: ({ repName = '', since = '' }) => `${repName} phụ trách từ ${since}.`,
      en: ({ repName = '', since = '' }) => `${repName} has had it since ${since}.`,
    },
  },
  sequenceNotice: {
    product: sequenceNotice,
    what: { vi: 'Chuỗi chăm sóc báo', en: 'From a sequence' },
    detail: { vi: ({ reason = '' }) => reason, en: ({ reason = '' }) => reason },
  },
};

/** As many names as a subject shows on a phone. */
const namesInSubject = 3;
/** Of each line; the notice itself has the whole. */
const longestDetail = 200;

/** Lists the notices that a leader was not sent one by one, each as it would read now: what is settled by then is left out. Nothing to reach anybody by. */
export const leaderDigest = defineMail({
  kind: 'leaderDigest',
  audience: 'rep',
  purpose: 'notice',
  // Each comes from its own product.
  masksRows: true,
  name: ({ userId, part }) => digest(userId, part),
  otherLead: ({ userId, part }, parts) => leadOfDigest({ reader: { userId }, part }, parts),
  async gather({ leadId, userId, part }, { company }, parts) {
    const now = parts.clock();
    const rules = { kinds: listedKinds, whyNot: (_mail: unknown, prepared: PreparedMail) => whyNot(prepared, now) };
    const [told, listed] = await Promise.all([
      readToldUser(userId, parts.config),
      readDigest({ reader: { userId }, part }, rules, { company, parts }),
    ]);
    return { correlationId: leadId, ...told, listed };
  },
  plan: ({ facts }) => planLeaderDigest(facts.user, facts.listed.length),
  compose({ company, facts: { own, listed } }, to, parts) {
    const locale = own?.locale ?? company.defaultLocale;
    const notices = listed.map(({ kind, prepared }) => {
      const values = valuesIn(prepared.compose(to, parts));
      const { leadName = '', place = '', formerPlace = '' } = values;
      const detail = beginningOf(cleanText(kind.detail[locale](values)));
      return {
        what: kind.what[locale],
        leadName,
        place: `${place}${formerPlace}`,
        detail,
        leadUrl: leadPageUrl(company, prepared.lead.leadId),
      };
    });
    const names = [...new Set(notices.map(({ leadName }) => leadName))].slice(0, namesInSubject).join(', ');
    const values = { count: String(listed.length), names };
    return { ...filled(templates.leaderDigest, values), lists: { notices }, locale, replyTo: null, reader: null };
  },
});

/** Tells why a notice is not listed by now: as its own product decides, but that quiet hours which have begun meanwhile hold back nothing. */
function whyNot(prepared: PreparedMail, now: Date): string | null {
  const plan = prepared.plan(now);
  switch (plan.act) {
    case 'send':
    case 'postpone':
      return null;
    case 'fail':
      return plan.reason;
    default:
      return plan.why;
  }
}

function beginningOf(detail: string): string {
  const beginning = cutGraphemes(detail, longestDetail);
  return beginning === detail ? detail : `${beginning.trimEnd()}…`;
}
