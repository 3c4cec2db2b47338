import { opportunityChanged, opportunityLost, opportunityOpened, opportunityReopened, opportunityWon } from '../../events/index.ts';
import { type Both, type EventNames, type EventSentences, sentenceOf } from '../leads/event-sentence.ts';
import { moneyText } from '../platform/money-text.ts';

/** How an opportunity stands, as far as the reader may know. */
interface Standing {
  readonly product?: string | null | undefined;
  readonly pipeline?: string | undefined;
  readonly stage?: string | undefined;
  readonly amount?: { readonly amount?: number | undefined; readonly currency?: string | undefined } | null | undefined;
  readonly expectedClose?: string | null | undefined;
  readonly package?: string | null | undefined;
  readonly accepted?: boolean | undefined;
}

/** What happens to opportunities, as a history tells it. Words come from the configuration; what it does not list is told by its id. */
export const opportunitySentences = {
  'opportunity.opened': sentenceOf(opportunityOpened, ({ standing = {} }, names) => {
    const [product, stage] = [productOf(standing, names), stageOf(standing, standing.stage, names)];
    const accepted = standing.accepted ? { vi: ', bộ phận bán hàng đã nhận', en: ', taken on by sales' } : nothing;
    return {
      vi: `Mở cơ hội${product.vi} (${stage.vi}${amountOf(standing, 'vi')})${accepted.vi}`,
      en: `Opened the opportunity${product.en} (${stage.en}${amountOf(standing, 'en')})${accepted.en}`,
    };
  }),
  'opportunity.changed': sentenceOf(opportunityChanged, ({ standing = {}, fields = [], fromStage }, names) => {
    const product = productOf(standing, names);
    const told = fields.map((field) => changeOf(field, { standing, fromStage: fromStage ?? null }, names));
    const list = (locale: keyof Both) => told.map((one) => one[locale]).join(', ');
    return { vi: `Cơ hội${product.vi}: ${list('vi')}`, en: `Opportunity${product.en}: ${list('en')}` };
  }),
  'opportunity.won': sentenceOf(opportunityWon, ({ standing = {}, reason }, names) => {
    const [product, why] = [productOf(standing, names), reasonOf(standing, reason, names)];
    return {
      vi: `Chốt thành công cơ hội${product.vi}${amountOf(standing, 'vi')}${why.vi}`,
      en: `Won the opportunity${product.en}${amountOf(standing, 'en')}${why.en}`,
    };
  }),
  'opportunity.lost': sentenceOf(opportunityLost, ({ standing = {}, reason }, names) => {
    const [product, why] = [productOf(standing, names), reasonOf(standing, reason, names)];
    return { vi: `Mất cơ hội${product.vi}${why.vi}`, en: `Lost the opportunity${product.en}${why.en}` };
  }),
  'opportunity.reopened': sentenceOf(opportunityReopened, ({ standing = {} }, names) => {
    const [product, stage] = [productOf(standing, names), stageOf(standing, standing.stage, names)];
    return {
      vi: `Mở lại cơ hội${product.vi} (${stage.vi})`,
      en: `Re-opened the opportunity${product.en} (${stage.en})`,
    };
  }),
} satisfies EventSentences<`opportunity.${'opened' | 'changed' | 'won' | 'lost' | 'reopened'}`>;

const nothing: Both = { vi: '', en: '' };
const itself = (id: string): Both => ({ vi: id, en: id });

/** Nothing where no listed product is known: an opportunity may be about what the person described in their own words. */
function productOf({ product }: Standing, names: EventNames): Both {
  if (!product) return nothing;
  const { vi, en } = names.product(product) ?? itself(product);
  return { vi: ` ${vi}`, en: ` ${en}` };
}

function stageOf({ pipeline = '' }: Standing, stage: string | undefined, names: EventNames): Both {
  return stage === undefined ? nothing : (names.pipelineStage(pipeline, stage) ?? itself(stage));
}

function amountOf({ amount }: Standing, locale: keyof Both): string {
  return amount?.amount === undefined || amount.currency === undefined
    ? ''
    : `, ${moneyText({ amount: amount.amount, currency: amount.currency }, locale)}`;
}

function reasonOf({ pipeline = '' }: Standing, reason: string | null | undefined, names: EventNames): Both {
  if (!reason) return nothing;
  const { vi, en } = names.closeReason(pipeline, reason) ?? itself(reason);
  return { vi: `: ${vi}`, en: `: ${en}` };
}

interface ToldChange {
  readonly standing: Standing;
  readonly fromStage: string | null;
}

function changeOf(field: string, { standing, fromStage }: ToldChange, names: EventNames): Both {
  switch (field) {
    case 'stage': {
      const [from, to] = [stageOf(standing, fromStage ?? undefined, names), stageOf(standing, standing.stage, names)];
      if (fromStage === null) return { vi: `sang ${to.vi}`, en: `to ${to.en}` };
      return { vi: `từ ${from.vi} sang ${to.vi}`, en: `from ${from.en} to ${to.en}` };
    }
    case 'product':
      return { vi: 'đổi sản phẩm', en: 'another product' };
    case 'amount':
      if (!standing.amount) return { vi: 'bỏ giá trị', en: 'no value any more' };
      return { vi: `giá trị${amountOf(standing, 'vi').slice(1)}`, en: `value${amountOf(standing, 'en').slice(1)}` };
    case 'expectedClose':
      if (!standing.expectedClose) return { vi: 'bỏ ngày dự kiến chốt', en: 'no expected close any more' };
      return { vi: `dự kiến chốt ${dayOf(standing.expectedClose)}`, en: `expected to close on ${standing.expectedClose}` };
    case 'proposal': {
      const named = standing.package ? (names.package(standing.package) ?? itself(standing.package)) : null;
      return { vi: `gửi báo giá${named ? ` ${named.vi}` : ''}`, en: `proposal sent${named ? `: ${named.en}` : ''}` };
    }
    case 'accepted':
      if (standing.accepted === false) return { vi: 'bộ phận bán hàng trả lại', en: 'given back by sales' };
      return { vi: 'bộ phận bán hàng đã nhận', en: 'taken on by sales' };
    default:
      return itself(field);
  }
}

/** A day as it is written here: 31/12/2026. */
const dayOf = (day: string): string => day.split('-').reverse().join('/');
