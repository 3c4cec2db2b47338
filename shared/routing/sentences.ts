import type { Locale, TerritoryMatch } from '../leads/index.ts';
import type { Given } from './assignment.ts';
import type { DecisionReason, DraftDecision, RejectReason } from './decision.ts';
import { type PassedSticky, stickyPassed } from './rules-sticky.ts';

/** Names that the sentences use instead of ids. */
export interface DecisionNames {
  readonly pool: { readonly vi: string; readonly en: string };
  /** Name of the lead's province as displayed, or null when none is known. */
  readonly province: string | null;
  /** Name of the chosen rep; left out when the sentence speaks to the rep. */
  readonly rep?: string;
}

const macroRegions: Record<string, { vi: string; en: string }> = {
  north: { vi: 'miền Bắc', en: 'the north' },
  central: { vi: 'miền Trung', en: 'the centre' },
  south: { vi: 'miền Nam', en: 'the south' },
};

const rejects: Record<RejectReason, { vi: string; en: string }> = {
  inactive: { vi: 'đang tạm ngừng nhận lead', en: 'is not taking leads at present' },
  onLeave: { vi: 'đang nghỉ phép', en: 'is on leave' },
  offDuty: { vi: 'đang tắt nhận lead', en: 'is off duty' },
  outsideHours: { vi: 'ngoài giờ làm việc', en: 'is outside working hours' },
  hadOffer: { vi: 'đã được mời mà chưa nhận lead này', en: 'was offered this lead and has not accepted it' },
  offersSpent: { vi: 'lead đã được mời đủ số lượt', en: 'is not asked, because enough others have let the lead pass' },
  capDay: { vi: 'đã nhận đủ lead trong ngày', en: 'has been given as many leads today as they may' },
  capOpen: { vi: 'đang giữ đủ số lead', en: 'has as many leads in hand as they may' },
  lacksSkill: { vi: 'không có kỹ năng mà khách cần', en: 'lacks a skill that the lead asks for' },
  unknownRep: { vi: 'không còn trong danh sách nhân viên', en: 'is no longer on the list of reps' },
};

/** Says why a rep has what no decision gave to them. */
export function renderGiven({ how }: Pick<Given, 'how'>, locale: Locale): string {
  if (how === 'open') return locale === 'vi' ? 'Bạn là người nhận đầu tiên trong nhóm.' : 'You were the first of the pool to accept.';
  if (how === 'manual') return locale === 'vi' ? 'Bạn tự nhập khách này.' : 'You typed this person in.';
  if (how === 'claim') return locale === 'vi' ? 'Bạn tự nhận từ kho chung.' : 'You took it from what floats.';
  if (how === 'split') return locale === 'vi' ? 'Trưởng nhóm chia cho bạn.' : 'Your leader split it to you.';
  if (how === 'import') return locale === 'vi' ? 'Chuyển theo danh sách đã nhập.' : 'Moved by a list that was imported.';
  if (how === 'handOver') return locale === 'vi' ? 'Bàn giao cho bạn từ người nghỉ.' : 'Handed over to you from somebody who left.';
  if (how === 'undo') return locale === 'vi' ? 'Trả lại cho bạn sau khi hoàn tác.' : 'Given back to you.';
  return locale === 'vi'
    ? 'Được giao trực tiếp cho bạn, ngoài lượt chia của nhóm.'
    : 'Given to you directly, apart from the turn of the pool.';
}

export function renderReject(reason: RejectReason, locale: Locale): string {
  return rejects[reason][locale];
}

function place(decision: DraftDecision, names: DecisionNames, locale: Locale): string {
  const known = names.province ?? macroRegions[decision.attributes.macroRegions[0] ?? '']?.[locale];
  if (!known) return locale === 'vi' ? 'chưa rõ khách ở tỉnh, thành nào' : 'the province is not known';
  if (decision.regionReason === 'areaCodeHint') {
    return locale === 'vi' ? `theo mã vùng điện thoại, khách ở ${known}` : `the phone's area code points to ${known}`;
  }
  return locale === 'vi' ? `khách ở ${known}` : `the customer is in ${known}`;
}

function why(match: TerritoryMatch, decision: DraftDecision, names: DecisionNames, locale: Locale): string {
  if (match === 'product') {
    const products = decision.attributes.products.join(', ');
    return locale === 'vi' ? `khách quan tâm ${products}` : `the customer asks about ${products}`;
  }
  if (match === 'fallback') {
    const where = place(decision, names, locale);
    const isKnown = names.province !== null || decision.attributes.macroRegions.length > 0;
    if (locale === 'vi') return isKnown ? `${where}, nơi chưa có nhóm phụ trách` : `${where} nên chuyển cho nhóm dự phòng`;
    return isKnown ? `${where}, where no pool is in charge` : `${where}, so the lead goes to the fallback pool`;
  }
  if (match === 'province' || match === 'formerUnit' || match === 'macroRegion') return place(decision, names, locale);
  return becauseOf[match](decision)[locale];
}

type Attributes = Pick<DraftDecision, 'attributes'>;
const temperatures: Record<string, { vi: string; en: string }> = {
  cold: { vi: 'lead còn lạnh', en: 'the lead is cold' },
  warm: { vi: 'lead đang ấm', en: 'the lead is warm' },
  hot: { vi: 'lead đang nóng', en: 'the lead is hot' },
};

/** What a territory matched on beside places and products; values that people typed freely are not repeated. */
const becauseOf: Record<
  Exclude<TerritoryMatch, 'product' | 'province' | 'formerUnit' | 'macroRegion' | 'fallback'>,
  (decision: Attributes) => { vi: string; en: string }
> = {
  language: ({ attributes: { languages } }) =>
    languages[0] === 'en'
      ? { vi: 'khách dùng tiếng Anh', en: 'the customer speaks English' }
      : { vi: 'khách dùng tiếng Việt', en: 'the customer speaks Vietnamese' },
  source: ({ attributes: { sources, utmSources } }) => {
    const from = utmSources[0] ?? sources[0];
    return from === undefined
      ? { vi: 'theo nguồn của khách', en: 'by where the customer came from' }
      : { vi: `khách đến từ nguồn “${from}”`, en: `the customer came from the source “${from}”` };
  },
  campaign: ({ attributes: { campaigns } }) => ({
    vi: `khách đến từ chiến dịch “${campaigns[0] ?? ''}”`,
    en: `the customer came from the campaign “${campaigns[0] ?? ''}”`,
  }),
  account: () => ({ vi: 'khách có trong danh sách khách hàng được chỉ định', en: 'the customer is a named account' }),
  company: () => ({ vi: 'theo công ty của khách', en: "by the customer's company" }),
  temperature: ({
    attributes: {
      temperatures: [temperature = 'cold'],
    },
  }) => temperatures[temperature] ?? { vi: temperature, en: temperature },
  stage: ({ attributes: { stages } }) => ({
    vi: `lead ở giai đoạn ${stages[0]?.toUpperCase() ?? ''}`,
    en: `the lead is at the stage ${stages[0]?.toUpperCase() ?? ''}`,
  }),
  answer: () => ({ vi: 'theo câu trả lời của khách trong biểu mẫu', en: 'by what the customer answered in the form' }),
  exclusion: () => ({ vi: 'khách không thuộc diện loại trừ của địa bàn', en: 'the customer is nobody whom the territory leaves out' }),
};

const outcomes: Record<DecisionReason, (decision: DraftDecision, names: DecisionNames, locale: Locale) => string> = {
  turn: (decision, names, locale) => {
    const kept = decision.candidates.filter(({ rejected }) => rejected === null);
    const even = new Set(kept.map(({ weight }) => weight)).size === 1;
    const who = names.rep ?? (locale === 'vi' ? 'anh/chị' : 'you');
    if (locale === 'vi')
      return `đến lượt ${who} trong nhóm “${names.pool.vi}” (${kept.length} người, ${even ? 'chia đều' : 'chia theo tỷ lệ'})`;
    const turn = names.rep ? `it is the turn of ${names.rep}` : 'it is your turn';
    return `${turn} in the pool “${names.pool.en}” (${kept.length} reps, ${even ? 'equal shares' : 'shares by weight'})`;
  },
  onlyCandidate: (_decision, names, locale) => {
    const who = names.rep ?? (locale === 'vi' ? 'anh/chị' : 'you');
    return locale === 'vi'
      ? `hiện chỉ có ${who} trong nhóm “${names.pool.vi}” nhận được lead`
      : `${who === 'you' ? 'you are' : `${who} is`} the only one in the pool “${names.pool.en}” who can take it now`;
  },
  leastLoaded: (_decision, names, locale) => {
    const who = names.rep ?? (locale === 'vi' ? 'anh/chị' : 'you');
    return locale === 'vi'
      ? `${who} đang giữ ít lead nhất theo tỷ lệ trong nhóm “${names.pool.vi}”`
      : `${who === 'you' ? 'you have' : `${who} has`} least in hand for their share in the pool “${names.pool.en}”`;
  },
  samePerson: (_decision, names, locale) => {
    const who = names.rep ?? (locale === 'vi' ? 'anh/chị' : 'you');
    if (locale === 'vi') return `${who} đang phụ trách khách này`;
    return `${who === 'you' ? 'you look' : `${who} looks`} after this customer already`;
  },
  referral: (_decision, names, locale) => {
    const who = names.rep ?? (locale === 'vi' ? 'anh/chị' : 'you');
    if (locale === 'vi') return `${who} phụ trách người đã giới thiệu khách`;
    return `${who === 'you' ? 'you look' : `${who} looks`} after the person who referred them`;
  },
  company: (_decision, names, locale) => {
    const who = names.rep ?? (locale === 'vi' ? 'anh/chị' : 'you');
    if (locale === 'vi') return `${who} phụ trách công ty của khách`;
    return `${who === 'you' ? 'you look' : `${who} looks`} after the customer’s company`;
  },
  account: (_decision, names, locale) => {
    const who = names.rep ?? (locale === 'vi' ? 'anh/chị' : 'you');
    if (locale === 'vi') return `${who} được chỉ định phụ trách khách hàng này`;
    return `${who === 'you' ? 'you are' : `${who} is`} named for this account`;
  },
  anySkill: (_decision, names, locale) => {
    const who = names.rep ?? (locale === 'vi' ? 'anh/chị' : 'you');
    const nobody = locale === 'vi' ? 'hiện không ai có kỹ năng mà khách cần' : 'nobody who can take it now has the skill that it asks for';
    return locale === 'vi'
      ? `${nobody}, đến lượt ${who} trong nhóm “${names.pool.vi}”`
      : `${nobody}, and ${who === 'you' ? 'it is your turn' : `it is the turn of ${who}`} in the pool “${names.pool.en}”`;
  },
  full: (_decision, names, locale) =>
    locale === 'vi'
      ? `nhóm “${names.pool.vi}” đã nhận đủ lead, hiện không ai nhận thêm được`
      : `those in the pool “${names.pool.en}” have as many leads as they may, and nobody can take it now`,
  lacksSkill: (_decision, names, locale) =>
    locale === 'vi'
      ? `hiện không ai trong nhóm “${names.pool.vi}” có kỹ năng mà khách cần`
      : `nobody in the pool “${names.pool.en}” who can take leads now has the skill that it asks for`,
  noCandidate: (_decision, names, locale) =>
    locale === 'vi'
      ? `hiện không ai trong nhóm “${names.pool.vi}” nhận được lead`
      : `nobody in the pool “${names.pool.en}” can take it now`,
  notAccepted: (_decision, names, locale) =>
    locale === 'vi' ? `chưa ai trong nhóm “${names.pool.vi}” nhận lead này` : `nobody in the pool “${names.pool.en}” has accepted it`,
  forLeader: (_decision, names, locale) =>
    locale === 'vi'
      ? `chờ trưởng nhóm “${names.pool.vi}” chia`
      : `it waits for the leader of the pool “${names.pool.en}”, who says who gets it`,
  openToClaim: ({ candidates }, names, locale) => {
    const there = candidates.filter(({ rejected }) => rejected === null).length;
    return locale === 'vi'
      ? `ai trong nhóm “${names.pool.vi}” nhận trước thì được (${there} người được báo)`
      : `whoever of the pool “${names.pool.en}” accepts first has it (told: ${there})`;
  },
  outsideHours: (_decision, names, locale) =>
    locale === 'vi'
      ? `ngoài giờ làm việc của nhóm “${names.pool.vi}”, hiện không ai nhận được lead`
      : `the pool “${names.pool.en}” is outside its working hours, and nobody can take it now`,
  poolUnknown: (decision, _names, locale) =>
    locale === 'vi' ? `nhóm “${decision.poolId}” không còn trong cấu hình` : `the pool “${decision.poolId}” is no longer configured`,
};

function whyHandedOver({ cause }: DraftDecision, locale: Locale): string {
  if (cause === 'outsideHours') return locale === 'vi' ? 'ngoài giờ của nhóm phụ trách' : 'it is outside the hours of the pool in charge';
  return locale === 'vi' ? 'nhóm phụ trách hiện không ai nhận được lead' : 'nobody in the pool in charge can take it now';
}

const stickies: Record<PassedSticky['why'], { vi: string; en: string }> = {
  samePerson: { vi: 'người đang phụ trách khách', en: 'whoever looks after the customer already' },
  referral: { vi: 'người phụ trách người giới thiệu', en: 'whoever looks after the person who referred them' },
  company: { vi: 'người phụ trách công ty của khách', en: 'whoever looks after the customer’s company' },
  account: { vi: 'người được chỉ định phụ trách', en: 'whoever is named for the account' },
};

/** Why somebody who is asked before the turn does not get it. */
function whyNotSticky({ why, rejected }: PassedSticky, locale: Locale): string {
  const reason = rejected ? rejects[rejected][locale] : { vi: 'không thuộc nhóm này', en: 'is no rep of this pool' }[locale];
  return `${stickies[why][locale]} ${reason}`;
}

/** One sentence that explains a decision, in Vietnamese or English. */
export function renderReason(decision: DraftDecision, locale: Locale, names: DecisionNames): string {
  const isAfterSale = decision.cause === 'afterSale';
  const because = isAfterSale
    ? [locale === 'vi' ? 'khách đã mua hàng' : 'the customer has bought']
    : decision.territory.matchedBy.map((match) => why(match, decision, names, locale));
  if (!isAfterSale && decision.poolId !== decision.territory.poolId) {
    because.push(whyHandedOver(decision, locale));
  }
  because.push(...stickyPassed(decision).map((passed) => whyNotSticky(passed, locale)));
  const parts = [...new Set(because), outcomes[decision.reason](decision, names, locale)];
  const sentence = `${parts.slice(0, -1).join(', ')}; ${parts.at(-1)}.`;
  return sentence.charAt(0).toLocaleUpperCase(locale) + sentence.slice(1);
}
