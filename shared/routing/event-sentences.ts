import {
  type DeclineReason,
  leadAccepted,
  leadAssigned,
  leadOffered,
  leadOfferRetimed,
  leadReady,
  leadRerouted,
  leadUnassigned,
} from '../../events/index.ts';
import { type Both, type EventNames, type EventSentences, sentenceOf, wordsFor } from '../leads/event-sentence.ts';
import { Stage } from '../leads/record.ts';
import { stageNames } from '../leads/sentences.ts';
import { leadSubject } from '../platform/ids.ts';

/** As an event tells of it, perhaps by a later version. */
interface EventRule {
  readonly rule?: string | undefined;
  readonly days?: number | undefined;
  readonly outcome?: string | undefined;
}

/** What routing tells of owners. */
export const routingSentences = {
  'lead.assigned': sentenceOf(leadAssigned, ({ subject, repId = '', poolId = '', how, why, fromRepId, wasProtectedUntil }, names) => {
    const rep = names.rep(repId) ?? repId;
    const pool = poolName(poolId, names);
    if (how === 'open') return { vi: `${rep} nhận trước (${pool.vi})`, en: `${rep} was the first to accept (${pool.en})` };
    if (how === 'manual')
      return { vi: `${rep} tự nhập, phụ trách luôn (${pool.vi})`, en: `${rep} typed the person in and has them (${pool.en})` };
    if (how === 'claim') {
      const of = ofOther(subject);
      return { vi: `${rep} tự nhận${of.vi} từ kho chung (${pool.vi})`, en: `${rep} took${of.en || ' it'} from what floats (${pool.en})` };
    }
    const by = wordsFor(byHand, how);
    if (by) {
      const of = ofOther(subject);
      const from = fromRepId ? (names.rep(fromRepId) ?? fromRepId) : null;
      return {
        vi: `${by.vi}${of.vi}${from === null ? '' : ` từ ${from}`} cho ${rep} (${pool.vi})${reasonGiven(why).vi}${guarded(wasProtectedUntil, names).vi}`,
        en: `${by.en}${of.en && ':'}${of.en}${from === null ? '' : ` from ${from}`} to ${rep} (${pool.en})${reasonGiven(why).en}${guarded(wasProtectedUntil, names).en}`,
      };
    }
    if (subject === undefined || subject === leadSubject)
      return { vi: `Giao cho ${rep} (${pool.vi})`, en: `Assigned to ${rep} (${pool.en})` };
    return { vi: `Giao nhu cầu khác cho ${rep} (${pool.vi})`, en: `Another need assigned to ${rep} (${pool.en})` };
  }),
  'lead.offered': sentenceOf(leadOffered, ({ subject = leadSubject, repId = '', poolId = '', slaDueAt }, names) => {
    const rep = names.rep(repId) ?? repId;
    const pool = poolName(poolId, names);
    const due = slaDueAt === undefined ? null : names.moment(slaDueAt);
    const until: Both = due === null ? { vi: '', en: '' } : { vi: `, chờ nhận đến ${due.vi}`, en: `, to be accepted until ${due.en}` };
    if (subject === leadSubject) return { vi: `Mời ${rep} nhận (${pool.vi})${until.vi}`, en: `Offered to ${rep} (${pool.en})${until.en}` };
    return { vi: `Mời ${rep} nhận nhu cầu khác (${pool.vi})${until.vi}`, en: `Another need offered to ${rep} (${pool.en})${until.en}` };
  }),
  'lead.offer_retimed': sentenceOf(leadOfferRetimed, ({ repId = '', slaDueAt }, names) => {
    const rep = names.rep(repId) ?? repId;
    const due = slaDueAt === undefined ? { vi: '', en: '' } : names.moment(slaDueAt);
    return { vi: `Đổi hạn nhận của ${rep} thành ${due.vi}`, en: `${rep} has until ${due.en} to accept now` };
  }),
  'lead.accepted': sentenceOf(leadAccepted, ({ subject = leadSubject, repId = '', poolId = '', isLate }, names) => {
    const rep = names.rep(repId) ?? repId;
    const pool = poolName(poolId, names);
    const late: Both = isLate ? { vi: ', sau hạn', en: ', behind its time' } : { vi: '', en: '' };
    if (subject === leadSubject) return { vi: `${rep} đã nhận (${pool.vi})${late.vi}`, en: `${rep} has accepted (${pool.en})${late.en}` };
    return { vi: `${rep} đã nhận nhu cầu khác (${pool.vi})${late.vi}`, en: `${rep} has accepted another need (${pool.en})${late.en}` };
  }),
  'lead.unassigned': sentenceOf(
    leadUnassigned,
    ({ subject, poolId = '', repId, reason, until, because, why, byRule, wasProtectedUntil }, names) => {
      if (reason === 'over' && repId)
        return { vi: 'Ngừng theo nhu cầu, không ai phụ trách nữa', en: 'A need is followed up no more, nobody has it' };
      if (reason === 'over') return { vi: 'Nhu cầu không còn tìm người phụ trách', en: 'Nobody is looked for any more for a need' };
      const pool = poolName(poolId, names);
      const of = ofOther(subject);
      if (reason === 'floating') {
        const from = repId ? (names.rep(repId) ?? repId) : null;
        const reason = byRule ? reasonOfRule(byRule, names) : reasonGiven(why);
        const taken = from === null ? 'Let' : `Taken from ${from} and let`;
        return {
          vi: `${from === null ? `Đưa${of.vi}` : `Thu lại${of.vi} từ ${from}, đưa`} vào kho chung của nhóm ${pool.vi}${reason.vi}${guarded(wasProtectedUntil, names).vi}`,
          en: `${of.en ? `Another need: ${taken.toLowerCase().slice(0, 1)}${taken.slice(1)}` : taken} float in the pool ${pool.en}${reason.en}${guarded(wasProtectedUntil, names).en}`,
        };
      }
      if (reason === 'released') {
        const from = repId ? (names.rep(repId) ?? repId) : null;
        return {
          vi: `${from === null ? `Chuyển${of.vi}` : `Thu lại${of.vi} từ ${from}, chuyển`} cho nhóm ${pool.vi} giao tiếp${reasonGiven(why).vi}${guarded(wasProtectedUntil, names).vi}`,
          en: `${from === null ? `Sent${of.en}` : `Taken${of.en} from ${from} and sent`} to the pool ${pool.en}${reasonGiven(why).en}${guarded(wasProtectedUntil, names).en}`,
        };
      }
      if (repId) {
        const rep = names.rep(repId) ?? repId;
        if (reason === 'expired')
          return { vi: `${rep} không nhận${of.vi} trong hạn (${pool.vi})`, en: `${rep} has not accepted${of.en} in time (${pool.en})` };
        if (reason === 'excused')
          return {
            vi: `${rep} vắng mặt, mời người khác nhận${of.vi} (${pool.vi})`,
            en: `${rep} is away, somebody else is asked${of.en && ` for${of.en}`} (${pool.en})`,
          };
        const why = becauseOf[because ?? ''];
        return reason === 'declined'
          ? {
              vi: `${rep} từ chối nhận${of.vi} (${pool.vi})${why ? `: ${why.vi}` : ''}`,
              en: `${rep} declined${of.en} (${pool.en})${why ? `: ${why.en}` : ''}`,
            }
          : { vi: `Thu hồi${of.vi} từ ${rep} (${pool.vi})`, en: `Took${of.en || ' the lead'} back from ${rep} (${pool.en})` };
      }
      if (reason === 'outsideHours' && until !== undefined) {
        const opens = names.moment(until);
        return {
          vi: `Ngoài giờ làm việc của nhóm ${pool.vi}, chờ đến ${opens.vi}`,
          en: `Outside the hours of the pool ${pool.en}, waits until ${opens.en}`,
        };
      }
      if (reason === 'notAccepted')
        return {
          vi: `Chưa ai trong nhóm ${pool.vi} nhận, chờ trưởng nhóm`,
          en: `Nobody in the pool ${pool.en} has accepted, waits for its leader`,
        };
      if (reason === 'openToClaim') {
        const end: Both =
          until === undefined ? { vi: '', en: '' } : { vi: `, đến ${names.moment(until).vi}`, en: `, until ${names.moment(until).en}` };
        return {
          vi: `Báo cả nhóm ${pool.vi}: ai nhận trước được trước${end.vi}`,
          en: `Open to the pool ${pool.en}: the first to accept has it${end.en}`,
        };
      }
      if (reason === 'forLeader')
        return { vi: `Chờ trưởng nhóm ${pool.vi} chia`, en: `Waits for the leader of the pool ${pool.en} to split` };
      if (reason === 'full') {
        return until === undefined
          ? {
              vi: `Nhóm ${pool.vi} đã nhận đủ lead, chờ đến khi có người nhận thêm được`,
              en: `The pool ${pool.en} is full, waits until somebody has room`,
            }
          : {
              vi: `Nhóm ${pool.vi} đã nhận đủ lead, chờ đến ${names.moment(until).vi}`,
              en: `The pool ${pool.en} is full, waits until ${names.moment(until).en}`,
            };
      }
      if (reason === 'lacksSkill')
        return { vi: `Nhóm ${pool.vi} chưa có người có kỹ năng mà khách cần`, en: `Nobody in the pool ${pool.en} has the skill asked for` };
      if (reason === 'outsideHours')
        return { vi: `Ngoài giờ làm việc của nhóm ${pool.vi}`, en: `Outside the hours of the pool ${pool.en}` };
      return { vi: `Chưa có người phụ trách trong nhóm ${pool.vi}`, en: `No owner in the pool ${pool.en}` };
    },
  ),
  'lead.ready': sentenceOf(leadReady, ({ poolId = '', by = [], temperature, stage }, names) => {
    const pool = poolName(poolId, names);
    const reasons = by.flatMap((one) => readyReason(one, { temperature, stage }) ?? []);
    const why = (locale: keyof Both) => reasons.map((reason) => reason[locale]).join(', ');
    if (reasons.length === 0) return { vi: `Sẵn sàng cho nhóm bán hàng ${pool.vi}`, en: `Ready for sales (${pool.en})` };
    return { vi: `Sẵn sàng cho nhóm bán hàng ${pool.vi}: ${why('vi')}`, en: `Ready for sales (${pool.en}): ${why('en')}` };
  }),
  'lead.rerouted': sentenceOf(leadRerouted, ({ poolId = '', fromPoolId = '' }, names) => {
    const [to, from] = [poolName(poolId, names), poolName(fromPoolId, names)];
    if (poolId === fromPoolId)
      return { vi: `Đổi khu vực, vẫn do nhóm ${to.vi} phụ trách`, en: `Moved to another territory of the pool ${to.en}` };
    return {
      vi: `Chuyển từ nhóm ${from.vi} sang nhóm ${to.vi} theo khu vực mới`,
      en: `Moved from the pool ${from.en} to ${to.en} by new territories`,
    };
  }),
} satisfies EventSentences<
  'lead.accepted' | 'lead.assigned' | 'lead.offer_retimed' | 'lead.offered' | 'lead.ready' | 'lead.rerouted' | 'lead.unassigned'
>;

/** Names what is not the lead itself. */
function ofOther(subject: string | undefined): Both {
  return subject === undefined || subject === leadSubject ? { vi: '', en: '' } : { vi: ' nhu cầu khác', en: ' another need' };
}

/** Why a rep does not take what was offered to them. */
const becauseOf: Readonly<Record<string, Both>> = {
  wrongTerritory: { vi: 'không thuộc địa bàn', en: 'wrong territory' },
  spam: { vi: 'tin rác', en: 'spam' },
  duplicate: { vi: 'trùng khách', en: 'duplicate' },
  noCapacity: { vi: 'đang quá tải', en: 'no capacity' },
  other: { vi: 'lý do khác', en: 'another reason' },
} satisfies Record<DeclineReason, Both>;

/** Renders why a rep declined something. */
export const renderDeclineReason = (reason: DeclineReason): Both => becauseOf[reason] ?? { vi: reason, en: reason };

const byHand: Readonly<Record<string, Both>> = {
  hand: { vi: 'Giao trực tiếp', en: 'Given by hand' },
  split: { vi: 'Trưởng nhóm chia', en: 'Split by the leader' },
  handOver: { vi: 'Bàn giao', en: 'Handed over' },
  undo: { vi: 'Hoàn tác, trả lại', en: 'Undone, given back' },
};

const giveReasons: Readonly<Record<string, Both>> = {
  workload: { vi: 'chia lại khối lượng việc', en: 'workload' },
  expertise: { vi: 'cần người đúng chuyên môn', en: 'it needs their expertise' },
  language: { vi: 'cần người nói được ngôn ngữ của khách', en: 'it needs their language' },
  customerAsked: { vi: 'khách yêu cầu', en: 'the customer asked for it' },
  relationship: { vi: 'người này đã quen khách', en: 'they know the customer' },
  absence: { vi: 'người phụ trách vắng mặt', en: 'the owner is absent' },
  complaint: { vi: 'khách phàn nàn', en: 'the customer complained' },
  mistake: { vi: 'trước đó giao nhầm', en: 'it was given by mistake' },
};

/** Somebody took it from a rep whom its pool protects. */
function guarded(until: string | undefined, names: EventNames): Both {
  if (until === undefined) return { vi: '', en: '' };
  const moment = names.moment(until);
  return { vi: `, dù đang được giữ đến ${moment.vi}`, en: `, though it was protected until ${moment.en}` };
}

/** By which rule of its pool a lead floats; nothing for a rule that a later version knows. */
function reasonOfRule({ rule, days = 0, outcome = '' }: EventRule, names: EventNames): Both {
  if (rule === 'age') return { vi: `: ${days} ngày chưa ai liên hệ khách`, en: `: untouched for ${days} days` };
  if (rule === 'departure') return { vi: ': người phụ trách đã nghỉ việc', en: ': the owner has left' };
  if (rule !== 'outcome') return { vi: '', en: '' };
  const name = names.outcome(outcome) ?? { vi: outcome, en: outcome };
  return { vi: `: cuộc gọi kết thúc “${name.vi}”`, en: `: a call ended with “${name.en}”` };
}

function reasonGiven(why: string | undefined): Both {
  const words = wordsFor(giveReasons, why);
  return words ? { vi: `: ${words.vi}`, en: `: ${words.en}` } : { vi: '', en: '' };
}

const reachedLevels: Readonly<Record<string, Both>> = {
  always: { vi: 'nhóm nhận mọi khách nhờ liên hệ', en: 'the pool takes whoever asks for contact' },
  fit: { vi: 'độ phù hợp đã đạt', en: 'the fit is high enough' },
  qualification: { vi: 'câu trả lời đã đạt yêu cầu', en: 'the answers are good enough' },
  confirmed: { vi: 'nhân viên đã xác nhận nhu cầu', en: 'a colleague heard it from the person' },
  quoteAsked: { vi: 'khách hỏi báo giá', en: 'the person asked for a quote' },
  reached: { vi: 'đã gọi được khách', en: 'a call reached the person' },
  warm: { vi: 'khách ấm', en: 'the lead is warm' },
  hot: { vi: 'khách nóng', en: 'the lead is hot' },
};

/** Levels that a later version knows are left out. */
function readyReason(
  by: string,
  { temperature = '', stage = '' }: { readonly temperature?: string | undefined; readonly stage?: string | undefined },
): Both | undefined {
  if (by === 'temperature') return reachedLevels[temperature];
  if (by !== 'stage') return reachedLevels[by];
  const known = Stage.safeParse(stage);
  if (!known.success) return undefined;
  const name = stageNames[known.data];
  return { vi: `đã đến giai đoạn ${name.vi}`, en: `it has reached ${name.en}` };
}

const poolName = (poolId: string, names: EventNames): Both => names.pool(poolId) ?? { vi: poolId, en: poolId };
