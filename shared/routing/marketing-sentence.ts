import type { Both } from '../leads/event-sentence.ts';
import { stageNames } from '../leads/sentences.ts';
import { missing } from '../lifecycle/sentences.ts';
import type { LackingOfLevel } from './rules-hand-over.ts';

/**
 * Says that marketing keeps a lead, and what each level of its pool, of which one is enough, still asks for.
 * @param asksForNothing whether the person posted nothing but forms that leave them to marketing: another one is enough where the pool takes every other lead
 */
export function renderMarketing(lacking: readonly LackingOfLevel[], pool: Both, asksForNothing = false): Both {
  const { vi, en } = renderLacking(lacking);
  return asksForNothing
    ? {
        vi: `Marketing giữ lead vì khách chưa nhờ tư vấn; nhóm “${pool.vi}” nhận khi khách gửi biểu mẫu khác, hoặc khi có: ${vi}.`,
        en: `Marketing keeps the lead, who has asked for no contact: the pool “${pool.en}” takes it when the person posts another form, or with ${en}.`,
      }
    : {
        vi: `Marketing giữ lead, nhóm “${pool.vi}” chỉ nhận khi có: ${vi}.`,
        en: `Marketing keeps the lead: the pool “${pool.en}” takes it with ${en}.`,
      };
}

/** Says what each level of a pool, of which one is enough, still asks for. */
export function renderLacking(lacking: readonly LackingOfLevel[]): Both {
  const levels = lacking.map(wordsOf);
  const one = (locale: keyof Both, or: string) => levels.map((level) => level[locale]).join(or);
  return { vi: one('vi', '; hoặc '), en: one('en', '; or with ') };
}

function wordsOf({ evidence, stage }: LackingOfLevel): Both {
  const words = [...evidence.map(missing), ...(stage === null ? [] : [stageWords(stage)])];
  return { vi: words.map(({ vi }) => vi).join(', '), en: words.map(({ en }) => en.replace(/,$/, '')).join(' and ') };
}

const stageWords = (stage: keyof typeof stageNames): Both => ({
  vi: `giai đoạn ${stageNames[stage].vi}`,
  en: `the stage ${stageNames[stage].en}`,
});
