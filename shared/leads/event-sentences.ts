import { handoverFlagged, leadUpdated, stageChanged, statusChanged } from '../../events/index.ts';
import { type Both, type EventNames, type EventSentences, sentenceOf, wordsFor } from './event-sentence.ts';
import type { EvidencePart } from './evidence.ts';
import type { Locale } from './record.ts';
import { stageNames, statusNames, statusReasons } from './sentences.ts';

const fieldNames: Readonly<Record<string, Both>> = {
  fullName: { vi: 'họ tên', en: 'name' },
  email: { vi: 'e-mail', en: 'e-mail' },
  phone: { vi: 'điện thoại', en: 'phone' },
  otherNames: { vi: 'tên khác', en: 'other names' },
  extraPhones: { vi: 'số điện thoại khác', en: 'other phones' },
  company: { vi: 'công ty', en: 'company' },
  'profile.gender': { vi: 'giới tính', en: 'gender' },
  'profile.ageBand': { vi: 'độ tuổi', en: 'age' },
  'profile.incomeBand': { vi: 'mức thu nhập', en: 'income' },
  'profile.readiness': { vi: 'thời điểm định mua', en: 'readiness to buy' },
  'profile.satisfaction': { vi: 'mức hài lòng', en: 'satisfaction' },
  'profile.customerKind': { vi: 'loại khách hàng', en: 'kind of customer' },
  'profile.address': { vi: 'địa chỉ', en: 'address' },
  'profile.needs': { vi: 'nhu cầu', en: 'needs' },
  'profile.interests': { vi: 'sở thích', en: 'interests' },
  'profile.buyingHabits': { vi: 'thói quen mua', en: 'buying habits' },
  'profile.feedback': { vi: 'góp ý', en: 'feedback' },
  'profile.opinion': { vi: 'ý kiến khảo sát', en: 'survey answers' },
  companyId: { vi: 'hồ sơ công ty', en: 'company record' },
  title: { vi: 'chức danh', en: 'title' },
  province: { vi: 'tỉnh, thành', en: 'province' },
  product: { vi: 'sản phẩm', en: 'product' },
  locale: { vi: 'ngôn ngữ', en: 'language' },
  tags: { vi: 'nhãn', en: 'tags' },
};

/** Names fields of a lead in words; a company's own questions keep their names. */
export function listFields(fields: readonly string[], locale: Locale): string {
  return fields.map((field) => wordsFor(fieldNames, field)?.[locale] ?? field).join(', ');
}

/** Names a form by its title, and one that is no longer configured by its id. */
export function formName(formId: string, names: EventNames): Both {
  const title = names.form(formId);
  return title ? { vi: `biểu mẫu “${title.vi}”`, en: `the form “${title.en}”` } : { vi: `biểu mẫu ${formId}`, en: `the form ${formId}` };
}

/** Names a shop or another source that is no form; one that the company does not name is shown by its id. */
export function sourceName(sourceId: string, names: EventNames): Both {
  return names.source(sourceId) ?? { vi: `nguồn ${sourceId}`, en: `the source ${sourceId}` };
}

/** What moved a stage; evidence needs no word, because the other lines tell it. */
const stageReasons: Readonly<Record<string, Both>> = {
  rules: { vi: ' theo quy tắc mới', en: ' by new rules' },
  person: { vi: ' theo xác nhận của nhân viên', en: ' as a colleague said' },
  retraction: { vi: ' vì bằng chứng đã bị rút lại', en: ' because evidence was taken back' },
};

/** What is known of a lead, in words. */
const evidenceParts: Readonly<Record<EvidencePart, Both>> = {
  temperature: { vi: 'độ nóng', en: 'temperature' },
  fit: { vi: 'mức phù hợp', en: 'fit' },
  qualification: { vi: 'kết quả thẩm định', en: 'qualification' },
  quoteAsked: { vi: 'yêu cầu báo giá', en: 'the request for a quote' },
  attempts: { vi: 'cuộc gọi', en: 'calls' },
  reached: { vi: 'cuộc gọi gặp được khách', en: 'calls that reached the person' },
  opportunities: { vi: 'cơ hội bán hàng', en: 'opportunities' },
  purchases: { vi: 'đơn hàng', en: 'purchases' },
};

/** What a person gave as the reason; `other` says nothing. */
const moveReasons: Readonly<Record<string, Both>> = {
  spoke: { vi: ': đã trao đổi với khách', en: ': spoke with the person' },
  askedForQuote: { vi: ': khách hỏi báo giá', en: ': asked for a quote' },
  notReady: { vi: ': khách chưa sẵn sàng', en: ': is not ready yet' },
  mistake: { vi: ': sửa lần chuyển nhầm', en: ': put a mistake right' },
};

interface ToldStage {
  readonly from: string;
  readonly to: string;
  readonly reason: string | undefined;
  readonly said: string | undefined;
}

function stageLine({ from, to, reason, said }: ToldStage, locale: Locale): string {
  const [before, after] = [from, to].map((stage) => wordsFor(stageNames, stage)?.[locale] ?? stage);
  const because = `${wordsFor(stageReasons, reason)?.[locale] ?? ''}${wordsFor(moveReasons, said)?.[locale] ?? ''}`;
  return locale === 'vi' ? `Chuyển giai đoạn từ ${before} sang ${after}${because}` : `Moved from ${before} to ${after}${because}`;
}

/** What the record tells of itself. */
export const leadSentences = {
  'lead.updated': sentenceOf(leadUpdated, ({ fields = [] }) => ({
    vi: `Cập nhật ${listFields(fields, 'vi')}`,
    en: `Updated ${listFields(fields, 'en')}`,
  })),
  'lead.stage_changed': sentenceOf(stageChanged, ({ from = '', to = '', reason, because }) => {
    const told = { from, to, reason, said: because ?? undefined };
    return { vi: stageLine(told, 'vi'), en: stageLine(told, 'en') };
  }),
  'lead.status_changed': sentenceOf(statusChanged, ({ to = '', reason, repId }, { rep }) => {
    const line = (locale: Locale, lead: string, from: string) => {
      const why = wordsFor(statusReasons, reason)?.[locale];
      const who = repId ? ` ${from} ${rep(repId) ?? repId}` : '';
      return `${lead} ${wordsFor(statusNames, to)?.[locale] ?? to}${why ? `: ${why}` : ''}${who}`;
    };
    return { vi: line('vi', 'Trạng thái:', '– thôi giao cho'), en: line('en', 'Status:', '– taken off') };
  }),
  'lead.handover_flagged': sentenceOf(handoverFlagged, ({ repId, takenBack = [] }, { rep }) => {
    const [vi, en] = (['vi', 'en'] as const).map((locale) =>
      takenBack.map((part) => wordsFor(evidenceParts, part)?.[locale] ?? part).join(', '),
    );
    const who = repId === undefined ? undefined : (rep(repId) ?? repId);
    return {
      vi: `Cần xem lại việc bàn giao${who ? ` cho ${who}` : ''}: đã rút lại ${vi || 'bằng chứng'}`,
      en: `The hand-over${who ? ` to ${who}` : ''} needs a second look; taken back: ${en || 'evidence'}`,
    };
  }),
} satisfies EventSentences<'lead.updated' | 'lead.stage_changed' | 'lead.status_changed' | 'lead.handover_flagged'>;
