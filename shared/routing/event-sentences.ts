import { leadAssigned, leadRerouted, leadUnassigned } from '../../events/index.ts';
import { type Both, type EventNames, type EventSentences, sentenceOf } from '../leads/event-sentence.ts';
import { leadSubject } from '../platform/ids.ts';

/** What routing tells of owners. */
export const routingSentences = {
  'lead.assigned': sentenceOf(leadAssigned, ({ subject, repId = '', poolId = '' }, names) => {
    const rep = names.rep(repId) ?? repId;
    const pool = poolName(poolId, names);
    if (subject === undefined || subject === leadSubject)
      return { vi: `Giao cho ${rep} (${pool.vi})`, en: `Assigned to ${rep} (${pool.en})` };
    return { vi: `Giao nhu cầu khác cho ${rep} (${pool.vi})`, en: `Another need assigned to ${rep} (${pool.en})` };
  }),
  'lead.unassigned': sentenceOf(leadUnassigned, ({ subject = leadSubject, poolId = '', repId, reason, until }, names) => {
    if (reason === 'over' && repId)
      return { vi: 'Ngừng theo nhu cầu, không ai phụ trách nữa', en: 'A need is followed up no more, nobody has it' };
    if (reason === 'over') return { vi: 'Nhu cầu không còn tìm người phụ trách', en: 'Nobody is looked for any more for a need' };
    const pool = poolName(poolId, names);
    if (repId) {
      const rep = names.rep(repId) ?? repId;
      const isOther = subject !== leadSubject;
      const of: Both = isOther ? { vi: ' nhu cầu khác', en: ' another need' } : { vi: '', en: '' };
      return reason === 'declined'
        ? { vi: `${rep} từ chối nhận${of.vi} (${pool.vi})`, en: `${rep} declined${of.en} (${pool.en})` }
        : { vi: `Thu hồi${of.vi} từ ${rep} (${pool.vi})`, en: `Took${isOther ? of.en : ' the lead'} back from ${rep} (${pool.en})` };
    }
    if (reason === 'outsideHours' && until !== undefined) {
      const opens = names.moment(until);
      return {
        vi: `Ngoài giờ làm việc của nhóm ${pool.vi}, chờ đến ${opens}`,
        en: `Outside the hours of the pool ${pool.en}, waits until ${opens}`,
      };
    }
    if (reason === 'outsideHours') return { vi: `Ngoài giờ làm việc của nhóm ${pool.vi}`, en: `Outside the hours of the pool ${pool.en}` };
    return { vi: `Chưa có người phụ trách trong nhóm ${pool.vi}`, en: `No owner in the pool ${pool.en}` };
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
} satisfies EventSentences<'lead.assigned' | 'lead.rerouted' | 'lead.unassigned'>;

const poolName = (poolId: string, names: EventNames): Both => names.pool(poolId) ?? { vi: poolId, en: poolId };
