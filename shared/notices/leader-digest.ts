import type { MailRequestOf } from '../../events/index.ts';
import { nothingMasked } from '../access/index.ts';
import type { CompanyConfig } from '../company/company-config.ts';
import { cleanText, cutGraphemes } from '../identity/index.ts';
import type { Locale } from '../leads/index.ts';
import { defineMail, filled, mailId, type PreparedMail, valuesIn } from '../mail/index.ts';
import { digest } from '../platform/ids.ts';
import { channelGuards } from './channels.ts';
import { declinedNotice } from './declined.ts';
import { escalationNotice } from './escalation.ts';
import { templates } from './generated/templates.ts';
import { leadPageUrl } from './lead-page.ts';
import { type LeaderWords, leaderWords } from './leader-text.ts';
import { type Listed, type ListedKind, leadOfDigest, readDigest } from './read-digest.ts';
import { replyNotice } from './reply-notice.ts';
import { type ListedForLeaders, planLeaderDigest } from './rules-notices.ts';
import { sequenceNotice } from './sequence-notice.ts';
import { leaderDigestText } from './telegram-text.ts';
import { localeOfTold, readToldUser } from './told-user.ts';
import { unacceptedNotice } from './unaccepted.ts';

/** A kind of notice to leaders, and what a line says of one. */
type LeaderKind = ListedKind & LeaderWords;

const listedKinds: Readonly<Record<ListedForLeaders, LeaderKind>> = {
  unacceptedNotice: { product: unacceptedNotice, ...leaderWords.unacceptedNotice },
  declinedNotice: { product: declinedNotice, ...leaderWords.declinedNotice },
  escalationNotice: { product: escalationNotice, ...leaderWords.escalationNotice },
  replyNotice: { product: replyNotice, ...leaderWords.replyNotice },
  sequenceNotice: { product: sequenceNotice, ...leaderWords.sequenceNotice },
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
  name: nameOf,
  otherLead: ({ userId, part }, parts) => leadOfDigest({ reader: { userId }, part }, parts),
  async gather(request, { company }, parts) {
    const { leadId, userId, part } = request;
    const now = parts.clock();
    const rules = { kinds: listedKinds, whyNot: (_mail: unknown, prepared: PreparedMail) => whyNot(prepared, now) };
    const [told, listed] = await Promise.all([
      readToldUser(userId, mailId('leaderDigest', nameOf(request)), parts),
      readDigest({ reader: { userId }, part }, rules, { company, parts }),
    ]);
    return { correlationId: leadId, ...told, listed };
  },
  plan: ({ facts }) => planLeaderDigest(facts.user, facts.listed.length),
  compose({ company, facts }, to, parts) {
    const locale = localeOfTold(facts, company);
    const notices = rowsOf(facts.listed, { company, locale, to, parts });
    const names = [...new Set(notices.map(({ leadName }) => leadName))].slice(0, namesInSubject).join(', ');
    const values = { count: String(facts.listed.length), names };
    return { ...filled(templates.leaderDigest, values), lists: { notices }, locale, replyTo: null, reader: null };
  },
  // Each row is masked as its own product has it.
  guards: (matter, to, parts) =>
    channelGuards(
      { ...matter, masking: nothingMasked },
      () => {
        const { company, facts } = matter;
        const locale = localeOfTold(facts, company);
        return leaderDigestText(rowsOf(facts.listed, { company, locale, to, parts }), locale);
      },
      parts,
    ),
});

function nameOf({ userId, part }: MailRequestOf<'leaderDigest'>): string {
  return digest(userId, part);
}

interface Composing {
  readonly company: CompanyConfig;
  readonly locale: Locale;
  readonly to: string;
  readonly parts: Parameters<PreparedMail['compose']>[1];
}

const rowsOf = (listed: readonly Listed<LeaderKind>[], { company, locale, to, parts }: Composing) =>
  listed.map(({ kind, prepared }) => {
    const values = valuesIn(prepared.compose(to, parts));
    const { leadName = '', place = '', formerPlace = '' } = values;
    const quote = kind.quote?.(values) ?? '';
    const detail = `${kind.detail[locale](values)}${quote === '' ? '' : ` “${quote}”`}`;
    return {
      what: kind.what[locale],
      leadName,
      place: `${place}${formerPlace}`,
      detail: beginningOf(cleanText(detail)),
      leadUrl: leadPageUrl(company, prepared.lead.leadId),
    };
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
