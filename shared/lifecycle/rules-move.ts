import type { Both } from '../leads/event-sentence.ts';
import { type Lead, Stage } from '../leads/record.ts';
import { lackingEvidence } from '../leads/rules-condition.ts';
import type { LifecycleRules } from '../leads/rules-lifecycle.ts';
import { stageNames } from '../leads/sentences.ts';
import { missing } from './sentences.ts';

/** What a stage rests on that no word of a person replaces. */
const facts: Readonly<Partial<Record<Stage, Both>>> = {
  sqo: { vi: 'cơ hội bán hàng đã được nhận', en: 'an opportunity that sales accepted' },
  customer: { vi: 'đơn hàng đã thanh toán đủ', en: 'a purchase that is fully paid' },
  repeat: { vi: 'đơn hàng thứ hai đã thanh toán đủ', en: 'a second purchase that is fully paid' },
};

/** Says why a person cannot move a lead to a stage, naming what is missing; null: the move is possible. */
export function whyImpossible({ stage: from, evidence }: Pick<Lead, 'stage' | 'evidence'>, to: Stage, rules: LifecycleRules): Both | null {
  if (from === to) return { vi: `Lead đã ở giai đoạn ${stageNames[to].vi}.`, en: `The lead is at ${stageNames[to].en} already.` };
  // What a lead that stands beyond a stage rests on is there: it is no reason to name it.
  const fact = isBeyond(from, to) ? undefined : facts[to];
  if (fact) return refusal(from, to, { vi: `còn thiếu ${fact.vi}`, en: `${fact.en} is missing` });
  const move = rules.moves.find((one) => one.from === from && one.to === to);
  if (!move) return refusal(from, to, possibleFrom(from, rules));
  const lacking = lackingEvidence(move.needs ?? {}, evidence).map(missing);
  if (lacking.length === 0) return null;
  return refusal(from, to, {
    vi: `còn thiếu ${lacking.map(({ vi }) => vi).join(', ')}`,
    en: `${lacking.map(({ en }) => en).join(', ')} is missing`,
  });
}

const isBeyond = (from: Stage, to: Stage): boolean => Stage.options.indexOf(from) > Stage.options.indexOf(to);

function refusal(from: Stage, to: Stage, why: Both): Both {
  return {
    vi: `Không chuyển được từ ${stageNames[from].vi} sang ${stageNames[to].vi}: ${why.vi}.`,
    en: `A move from ${stageNames[from].en} to ${stageNames[to].en} is impossible: ${why.en}.`,
  };
}

function possibleFrom(from: Stage, { moves }: LifecycleRules): Both {
  const stages = moves.filter((move) => move.from === from).map(({ to }) => stageNames[to]);
  if (stages.length === 0) return { vi: 'không ai chuyển được từ giai đoạn này', en: 'nobody may move a lead from there' };
  const list = (locale: keyof Both) => stages.map((stage) => stage[locale]).join(', ');
  return { vi: `từ đây chỉ chuyển được sang ${list('vi')}`, en: `from there it may go to ${list('en')} only` };
}
