import type { UnknownWord } from '../../events/index.ts';
import type { Lead, Stage, StageReason } from '../leads/index.ts';
import { secondsMs } from '../platform/clock.ts';
import type { Evidence } from './evidence.ts';

const converted = ['sql', 'sqo', 'customer', 'repeat'] as const satisfies readonly Stage[];
type ConvertedStage = (typeof converted)[number];

/** That a lead became a sales-qualified lead or more. */
export interface Conversion {
  /** The first moment, in epoch seconds; null: the stage says so, but nothing tells when. */
  readonly at: number | null;
  /** What told the moment, or that there was one. */
  readonly by: 'purchase' | 'timeline' | 'stage';
  readonly isCustomer: boolean;
}

/** A change of a lead's stage as its timeline tells it. */
export interface ReachedStage {
  readonly at: string;
  readonly to: Stage | UnknownWord;
  readonly reason: StageReason | UnknownWord;
  /** Whether a colleague brought it about by what they heard from the person. */
  readonly isHeard: boolean;
}

/** Null for a lead that has not come that far. */
export function conversionOf(lead: Pick<Lead, 'stage'>, evidence: readonly Evidence[], moves: readonly ReachedStage[]): Conversion | null {
  const bought = evidence.flatMap((one) => (one.kind === 'signal' && one.signal === 'purchase' ? [one.at] : []));
  const reached = moves.flatMap(stageReached);
  // Where the timeline tells of the stage, it tells as well whether that counts.
  const untold = moves.some(({ to }) => to === lead.stage) ? [] : [lead.stage];
  const stages = [...untold, ...reached.map(({ stage }) => stage)].flatMap((stage) => asConverted(stage) ?? []);
  if (bought.length === 0 && stages.length === 0) return null;
  const isCustomer = bought.length > 0 || stages.some((stage) => stage === 'customer' || stage === 'repeat');
  const boughtAt = Math.min(...bought);
  const reachedAt = Math.min(...reached.map(({ at }) => at));
  const at = Math.min(boughtAt, reachedAt);
  if (!Number.isFinite(at)) return { at: null, by: 'stage', isCustomer };
  return { at, by: reachedAt < boughtAt ? 'timeline' : 'purchase', isCustomer };
}

/** A lead that its levels made an SQL is no conversion: rules that are judged by their own doing would always prove right. What a colleague heard is. */
function stageReached({ at, to, reason, isHeard }: ReachedStage): { readonly at: number; readonly stage: ConvertedStage }[] {
  const stage = asConverted(to);
  const isByItself = stage === 'sql' && reason !== 'person' && !(reason === 'evidence' && isHeard);
  return stage === undefined || isByItself ? [] : [{ at: Math.floor(Date.parse(at) / secondsMs), stage }];
}

function asConverted(value: Stage | UnknownWord): ConvertedStage | undefined {
  return converted.find((stage) => stage === value);
}

/** The rule in words, for whoever reads its figures. */
export const howConversionsCount = {
  vi: 'Sự kiện mua hàng ghi nhận trên web được tính là trở thành khách hàng tại thời điểm đó. Giai đoạn từ SQL trở lên tính từ thời điểm ghi trên dòng thời gian; nếu không có thời điểm, khách được xét trên toàn bộ lịch sử. SQL do quy tắc tự chuyển theo độ nóng và mức phù hợp thì không tính, vì như vậy là lấy điểm số chứng minh cho chính nó.',
  en: 'A tracked purchase counts as becoming a customer at that time. A stage of SQL or more counts from the time that the timeline tells; where it tells none, the lead is judged over its whole history. What rules made an SQL by temperature and fit does not count: scores would prove themselves by it.',
};
