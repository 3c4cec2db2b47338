import { leadUpdated, stageChanged } from '../../events/index.ts';
import { type Both, type EventSentences, sentenceOf, wordsFor } from './event-sentence.ts';
import type { Locale, Stage } from './record.ts';

const fieldNames: Readonly<Record<string, Both>> = {
  fullName: { vi: 'họ tên', en: 'name' },
  email: { vi: 'e-mail', en: 'e-mail' },
  phone: { vi: 'điện thoại', en: 'phone' },
  extraPhones: { vi: 'số điện thoại khác', en: 'other phones' },
  company: { vi: 'công ty', en: 'company' },
  title: { vi: 'chức danh', en: 'title' },
  province: { vi: 'tỉnh, thành', en: 'province' },
  product: { vi: 'sản phẩm', en: 'product' },
};

/** Names fields of a lead in words; a company's own questions keep their names. */
export function listFields(fields: readonly string[], locale: Locale): string {
  return fields.map((field) => wordsFor(fieldNames, field)?.[locale] ?? field).join(', ');
}

const stages: Readonly<Record<Stage, Both>> = {
  anonymous: { vi: 'ẩn danh', en: 'anonymous' },
  lead: { vi: 'lead', en: 'lead' },
  mql: { vi: 'MQL', en: 'MQL' },
  sql: { vi: 'SQL', en: 'SQL' },
  sqo: { vi: 'SQO', en: 'SQO' },
  customer: { vi: 'khách hàng', en: 'customer' },
  repeat: { vi: 'khách mua lại', en: 'repeat customer' },
};

/** What moved a stage; evidence needs no word, because the other lines tell it. */
const stageReasons: Readonly<Record<string, Both>> = {
  rules: { vi: ' theo quy tắc mới', en: ' by new rules' },
  person: { vi: ' theo xác nhận của nhân viên', en: ' as a colleague said' },
};

function stageLine(from: string, to: string, reason: string | undefined, locale: Locale): string {
  const [before, after] = [from, to].map((stage) => wordsFor(stages, stage)?.[locale] ?? stage);
  const because = wordsFor(stageReasons, reason)?.[locale] ?? '';
  return locale === 'vi' ? `Chuyển giai đoạn từ ${before} sang ${after}${because}` : `Moved from ${before} to ${after}${because}`;
}

/** What the record tells of itself. */
export const leadSentences = {
  'lead.updated': sentenceOf(leadUpdated, ({ fields = [] }) => ({
    vi: `Cập nhật ${listFields(fields, 'vi')}`,
    en: `Updated ${listFields(fields, 'en')}`,
  })),
  'lead.stage_changed': sentenceOf(stageChanged, ({ from = '', to = '', reason }) => ({
    vi: stageLine(from, to, reason, 'vi'),
    en: stageLine(from, to, reason, 'en'),
  })),
} satisfies EventSentences<'lead.updated' | 'lead.stage_changed'>;
