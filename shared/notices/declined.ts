import type { DeclineReason, MailRequestOf } from '../../events/index.ts';
import { everythingMasked } from '../access/index.ts';
import type { CompanyConfig } from '../company/company-config.ts';
import { cleanText, maskIn } from '../identity/index.ts';
import type { Both } from '../leads/event-sentence.ts';
import type { Lead } from '../leads/index.ts';
import { defineMail, filled, mailId } from '../mail/index.ts';
import { DecisionId, digest, LeadId, SubjectId } from '../platform/ids.ts';
import { renderDeclineReason } from '../routing/event-sentences.ts';
import { type AskedNext, readAskedNext, readAssignment, readDeclineNotes } from '../routing/index.ts';
import { poolKind } from '../routing/pool-config.ts';
import { repKind } from '../routing/rep-config.ts';
import { channelGuards } from './channels.ts';
import { templates } from './generated/templates.ts';
import { leadNameOf } from './lead-name.ts';
import { leadPageUrl } from './lead-page.ts';
import { leaderText } from './leader-text.ts';
import { placeValues } from './place.ts';
import { planDeclined } from './rules-notices.ts';
import { localeOfTold, readToldUser, type ToldUser } from './told-user.ts';

/** Tells a leader why a rep declined something, and what is theirs to decide. A name, and nothing to reach the person by. */
export const declinedNotice = defineMail({
  kind: 'declinedNotice',
  audience: 'rep',
  purpose: 'notice',
  name: nameOf,
  async gather(request, begun, parts) {
    const { leadId, subject, poolId, repId, decisionId, userId } = request;
    const { table, config, clock } = parts;
    const [told, pools, reps, notes, assignment] = await Promise.all([
      readToldUser(userId, mailId('declinedNotice', nameOf(request)), parts),
      config.current(poolKind),
      config.current(repKind),
      readDeclineNotes(table, LeadId.parse(leadId), [DecisionId.parse(decisionId)]),
      // Of a lead that is part of another by now, that one goes on.
      begun.lead.then((lead) => readAssignment(table, lead?.leadId ?? LeadId.parse(leadId), SubjectId.parse(subject))),
    ]);
    const name = reps.documents.get(repId)?.name ?? repId;
    const next = await readAskedNext(assignment ?? null, config, clock());
    return { correlationId: leadId, ...told, pool: pools.documents.get(poolId)?.name, name, note: notes.get(decisionId) ?? '', next };
  },
  plan: ({ request, lead, facts }) => planDeclined(request, lead, facts.user),
  compose(matter) {
    const { locale, ...values } = shownOf(matter);
    return { ...filled(templates.declinedNotice, values), locale, replyTo: null, reader: null };
  },
  guards(matter, _to, parts) {
    const { locale, ...values } = shownOf(matter);
    return channelGuards(matter, () => leaderText('declinedNotice', values, locale), parts);
  },
});

function nameOf({ decisionId, userId }: MailRequestOf<'declinedNotice'>): string {
  return digest(decisionId, userId);
}

interface Shown {
  readonly request: Pick<MailRequestOf<'declinedNotice'>, 'reason'>;
  readonly lead: Lead;
  readonly company: CompanyConfig;
  readonly facts: Pick<ToldUser, 'own'> & {
    readonly pool: Both | undefined;
    readonly name: string;
    readonly note: string;
    readonly next: AskedNext;
  };
}

/** What every channel shows: nothing to reach the person by. */
function shownOf({ request: { reason }, lead, company, facts }: Shown) {
  const { pool, name, note, next } = facts;
  const locale = localeOfTold(facts, company);
  return {
    locale,
    leadName: leadNameOf(lead, locale),
    ...placeValues(lead, locale),
    poolName: cleanText(pool?.[locale] ?? ''),
    repName: cleanText(name),
    because: renderDeclineReason(reason)[locale],
    note: maskIn(cleanText(note), everythingMasked),
    decide: [goesOn[next], whatToDo[reason], ...(next === 'leader' ? [toGive[reason]] : [nothingToDo[reason]])]
      .flatMap((said) => said?.[locale] ?? [])
      .join(' '),
    leadUrl: leadPageUrl(company, LeadId.parse(lead.leadId)),
  };
}

const goesOn: Readonly<Record<AskedNext, Both>> = {
  nextRep: { vi: 'Hệ thống mời người kế tiếp.', en: 'The next rep is asked.' },
  nobody: { vi: 'Hiện hệ thống không mời thêm ai.', en: 'Nobody is asked at present.' },
  leader: { vi: 'Không còn ai để mời: khách đang chờ anh/chị.', en: 'Nobody is left to ask: the lead waits for you.' },
  fallback: {
    vi: 'Nhóm này không còn ai để mời: nhóm dự phòng sẽ nhận khách.',
    en: 'Nobody of this pool is left to ask: the pool behind it takes over.',
  },
};

type ByReason = Readonly<Partial<Record<DeclineReason, Both>>>;

/** What is for a leader to decide. */
const whatToDo: ByReason = {
  spam: {
    vi: 'Nếu đúng là tin rác, xin chuyển khách sang “loại”, lý do “tin rác”: khi đó không ai bị mời nữa.',
    en: 'If it is spam, set the lead to disqualified for the reason “spam”: then nobody is asked for it any more.',
  },
  duplicate: {
    vi: 'Xin đối chiếu với khách đã có. Nếu đúng là một người, gộp hai khách hoặc loại khách này vì “trùng”.',
    en: 'Compare it with the lead that you have. If they are one person, merge the two or disqualify this one as a duplicate.',
  },
  wrongTerritory: {
    vi: 'Theo quy tắc khu vực hiện nay, khách vẫn thuộc nhóm này. Nếu nhóm khác nên phụ trách, xin chuyển khách sang nhóm đó, hoặc sửa quy tắc khu vực.',
    en: 'By the territories as they are, the lead stays with this pool. If another pool should have it, send it there, or change the territories.',
  },
};

const ifNot = { vi: 'Nếu không phải, anh/chị không cần làm gì.', en: 'If it is not, there is nothing to do.' };
const nothing = { vi: 'Anh/chị không bắt buộc phải làm gì.', en: 'There is nothing that you have to do.' };
/** While somebody else is asked. */
const nothingToDo: ByReason = { spam: ifNot, duplicate: ifNot, noCapacity: nothing, other: nothing };

const giveIfNot = { vi: 'Nếu không phải, xin giao khách cho một người.', en: 'If it is not, give it to somebody.' };
const give = { vi: 'Xin giao khách cho một người.', en: 'Give it to somebody.' };
/** Where nobody else is. */
const toGive: Readonly<Record<DeclineReason, Both>> = {
  spam: giveIfNot,
  duplicate: giveIfNot,
  wrongTerritory: { vi: 'Nếu không, xin giao khách cho một người trong nhóm.', en: 'If not, give it to somebody of this pool.' },
  noCapacity: give,
  other: give,
};
