import type { Both } from '../leads/event-sentence.ts';
import type { QualificationFactor, QualificationLevel } from '../leads/evidence.ts';

/** What a level of each factor is called in a line that a person reads. */
export const levelWords: Readonly<Record<QualificationFactor, Readonly<Record<QualificationLevel, Both>>>> = {
  need: {
    unknown: { vi: 'chưa rõ nhu cầu', en: 'need unknown' },
    no: { vi: 'không có nhu cầu', en: 'has no need' },
    partly: { vi: 'có quan tâm, nhu cầu chưa rõ hẳn', en: 'has some need' },
    yes: { vi: 'có nhu cầu rõ', en: 'has a clear need' },
  },
  fit: {
    unknown: { vi: 'chưa rõ có phù hợp không', en: 'unknown whether we can serve it' },
    no: { vi: 'mình không đáp ứng được', en: 'we cannot serve it' },
    partly: { vi: 'mình đáp ứng được một phần', en: 'we can serve it in part' },
    yes: { vi: 'mình đáp ứng được', en: 'we can serve it' },
  },
  budget: {
    unknown: { vi: 'chưa rõ ngân sách', en: 'budget unknown' },
    no: { vi: 'không có ngân sách', en: 'has no budget' },
    partly: { vi: 'có một phần ngân sách', en: 'has a part of the budget' },
    yes: { vi: 'đủ ngân sách', en: 'has the budget' },
  },
  authority: {
    unknown: { vi: 'chưa rõ ai quyết định', en: 'unknown who decides' },
    no: { vi: 'không phải người quyết định', en: 'does not decide' },
    partly: { vi: 'có tiếng nói, người khác quyết định', en: 'has a say, others decide' },
    yes: { vi: 'là người quyết định', en: 'decides' },
  },
  timeline: {
    unknown: { vi: 'chưa rõ bao giờ mua', en: 'unknown when' },
    no: { vi: 'chưa định mua', en: 'no plan to buy yet' },
    partly: { vi: 'định mua nhưng chưa gấp', en: 'plans to buy, in no hurry' },
    yes: { vi: 'muốn mua sớm', en: 'wants it soon' },
  },
};
