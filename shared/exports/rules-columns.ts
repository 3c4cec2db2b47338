import type { z } from 'zod';
import { type OwnColumn, ownColumns } from '../../api/exports/export-words.ts';
import type { LeadView } from '../../api/leads/lead-view.ts';
import type { FieldConfig } from '../fields/field-config.ts';
import type { Fields } from '../fields/index.ts';
import { splitAnswers } from '../leads/answers.ts';
import type { Both } from '../leads/event-sentence.ts';
import { stageNames, statusNames } from '../leads/sentences.ts';
import { withWholeMark } from '../platform/rules-whole.ts';
import type { Registered } from '../registrations/index.ts';
import type { WrittenCell } from '../sheets/index.ts';
import { type CellParts, empty, type Language, moment, text } from './rules-cells.ts';
import { eventCell, eventHeadersOf, isOfEvent } from './rules-event-columns.ts';
import { shownPhone } from './rules-phone.ts';

interface Column {
  readonly headers: Both;
  /** Whether it tells how to reach a person, or who they are. */
  readonly isContact?: true;
  readonly cell: (lead: LeadView, parts: CellParts) => WrittenCell;
}

const several = (values: readonly string[], between = '\n'): WrittenCell => text(values.join(between));
const contact = { isContact: true } as const;
/** What stands a line each is parted by nothing else, but for a mark of its own. */
const [betweenProducts, betweenTags, byNothing] = [/;|,\s/, /[,;|]/, /$^/];

/** Headers are known to whoever reads a list that is brought (shared/imports): what was taken out can be brought again. */
const own: Readonly<Record<z.infer<typeof OwnColumn>, Column>> = {
  leadId: { headers: { vi: 'Mã lead', en: 'Lead ID' }, cell: ({ leadId }) => text(leadId) },
  fullName: { ...contact, headers: { vi: 'Họ tên', en: 'Full name' }, cell: ({ fullName }) => text(fullName) },
  otherNames: { ...contact, headers: { vi: 'Tên khác', en: 'Other names' }, cell: ({ otherNames }) => several(otherNames) },
  salutation: { ...contact, headers: { vi: 'Xưng hô', en: 'Salutation' }, cell: ({ salutation }) => text(salutation) },
  phone: { ...contact, headers: { vi: 'SĐT', en: 'Phone' }, cell: ({ phone }) => text(phone && shownPhone(phone)) },
  otherPhones: {
    ...contact,
    headers: { vi: 'SĐT khác', en: 'Other phones' },
    cell: ({ extraPhones }) => several(extraPhones.map(shownPhone), ' / '),
  },
  email: { ...contact, headers: { vi: 'Email', en: 'Email' }, cell: ({ email }) => text(email) },
  otherEmails: { ...contact, headers: { vi: 'Email khác', en: 'Other e-mails' }, cell: ({ emails }) => several(emails) },
  company: { headers: { vi: 'Công ty', en: 'Company' }, cell: ({ company }) => text(company) },
  title: { headers: { vi: 'Chức vụ', en: 'Job title' }, cell: ({ title }) => text(title) },
  // A guess by the code of a number is no word of the person: brought again it would be one.
  province: {
    headers: { vi: 'Tỉnh/TP', en: 'Province' },
    cell: ({ region }) => text(region.reason === 'given' ? region.provinceName : null),
  },
  placeTyped: { ...contact, headers: { vi: 'Nơi ở đã ghi', en: 'Place as typed' }, cell: ({ region }) => text(region.raw) },
  part: {
    headers: { vi: 'Miền', en: 'Part of the country' },
    cell: ({ region }, { language }) => text(region.macroRegion && partNames[region.macroRegion][language]),
  },
  products: {
    headers: { vi: 'Sản phẩm', en: 'Products' },
    cell: ({ products }) => several(products.map((product) => withWholeMark(product, products.length === 1 ? betweenProducts : byNothing))),
  },
  owner: { headers: { vi: 'NV phụ trách', en: 'Owner' }, cell: ({ owner }, { ownerName }) => text(owner && ownerName(owner)) },
  tags: { headers: { vi: 'Nhãn', en: 'Tags' }, cell: ({ tags }) => several(tags.map((tag) => withWholeMark(tag, betweenTags))) },
  stage: { headers: { vi: 'Giai đoạn', en: 'Stage' }, cell: ({ stage }, { language }) => text(stageNames[stage][language]) },
  status: { headers: { vi: 'Trạng thái', en: 'Status' }, cell: ({ status }, { language }) => text(statusNames[status][language]) },
  temperature: {
    headers: { vi: 'Độ nóng', en: 'Temperature' },
    cell: ({ temperature }, { language }) => text(temperatureNames[temperature][language]),
  },
  score: { headers: { vi: 'Điểm', en: 'Score' }, cell: ({ scores }) => (scores ? { kind: 'number', value: scores.total } : empty) },
  source: { headers: { vi: 'Nguồn', en: 'Source' }, cell: ({ source }) => text(source.utm.source ?? source.sourceId) },
  campaign: { headers: { vi: 'Chiến dịch', en: 'Campaign' }, cell: ({ source }) => text(source.utm.campaign) },
  cameBy: {
    headers: { vi: 'Vào bằng', en: 'Came in by' },
    cell: ({ source }, { language }) => text(`${channelNames[source.channel][language]}: ${source.sourceId}`),
  },
  createdAt: { headers: { vi: 'Ngày tạo', en: 'Created' }, cell: ({ createdAt }, parts) => moment(createdAt, parts) },
  createdAtIso: { headers: { vi: 'Ngày tạo (ISO)', en: 'Created (ISO)' }, cell: ({ createdAt }) => text(createdAt) },
  updatedAt: { headers: { vi: 'Sửa lần cuối', en: 'Last changed' }, cell: ({ updatedAt }, parts) => moment(updatedAt, parts) },
  consentContact: {
    headers: { vi: 'Đồng ý được liên hệ', en: 'Agreed to be contacted' },
    cell: ({ consent }, { language }) => yesNo(consent.contact?.granted, language),
  },
  consentNewsletter: {
    headers: { vi: 'Đồng ý nhận quảng cáo', en: 'Marketing consent' },
    cell: ({ consent }, { language }) => yesNo(consent.newsletter?.granted, language),
  },
  consentAt: {
    headers: { vi: 'Ngày đồng ý', en: 'Consent date' },
    cell: ({ consent: { newsletter } }, parts) => (newsletter?.granted ? moment(newsletter.at, parts) : empty),
  },
  consentHow: {
    headers: { vi: 'Hình thức đồng ý', en: 'Consent method' },
    cell: ({ consent: { newsletter } }, { language }) => text(newsletter?.granted ? wayOf(newsletter)[language] : null),
  },
  answers: {
    ...contact,
    headers: { vi: 'Câu trả lời khác', en: 'Other answers' },
    cell: ({ extra }, { fields }) =>
      several(
        Object.entries(extra)
          .filter(([name, answer]) => !fields.has(name) && answer !== '')
          .map(([name, answer]) => `${name}: ${splitAnswers(answer).join(', ')}`),
      ),
  },
};

const partNames: Readonly<Record<'north' | 'central' | 'south', Both>> = {
  north: { vi: 'Bắc', en: 'North' },
  central: { vi: 'Trung', en: 'Central' },
  south: { vi: 'Nam', en: 'South' },
};

const temperatureNames: Readonly<Record<LeadView['temperature'], Both>> = {
  cold: { vi: 'lạnh', en: 'cold' },
  warm: { vi: 'ấm', en: 'warm' },
  hot: { vi: 'nóng', en: 'hot' },
};

const channelNames: Readonly<Record<LeadView['source']['channel'], Both>> = {
  form: { vi: 'Biểu mẫu', en: 'Form' },
  manual: { vi: 'Nhập tay', en: 'Typed in' },
  import: { vi: 'Danh sách', en: 'List' },
  connector: { vi: 'Kết nối', en: 'Connector' },
};

/** In the words by which a list that is brought says how somebody agreed. */
const ways: Readonly<Record<string, Both>> = {
  'said-phone': { vi: 'Điện thoại', en: 'Phone' },
  'said-email': { vi: 'Email', en: 'Email' },
  'said-message': { vi: 'Tin nhắn', en: 'Message' },
  'said-inPerson': { vi: 'Trực tiếp', en: 'In person' },
  'said-letter': { vi: 'Văn bản', en: 'Letter' },
};

const wayOf = ({ textVersion }: { readonly textVersion: string }): Both => ways[textVersion] ?? { vi: 'Biểu mẫu web', en: 'Web form' };

function yesNo(value: boolean | undefined, language: Language): WrittenCell {
  if (value === undefined) return empty;
  return text(value ? { vi: 'Có', en: 'Yes' }[language] : { vi: 'Không', en: 'No' }[language]);
}

/** Writes the answer to a declared field as a list that is brought may have it. */
function answerCell({ fields: views }: LeadView, field: FieldConfig, { language }: CellParts): WrittenCell {
  const shown = views.find(({ fieldId }) => fieldId === field.id);
  if (!shown) return empty;
  const { value, fits } = shown;
  if (value === null || fits !== true) return text(value ?? shown.text[language]);
  switch (field.type) {
    case 'number':
      return { kind: 'number', value: Number(value) };
    case 'date':
      return { kind: 'date', iso: value };
    case 'yesNo':
      return yesNo(value === 'yes', language);
    case 'choice':
      return several(splitAnswers(value).map((one) => field.choices?.find((choice) => choice.value === one)?.labels[language] ?? one));
    case 'text':
    case 'url':
      return text(value);
  }
}

const isOwn = (column: string): column is z.infer<typeof OwnColumn> => Object.hasOwn(own, column);

/** Returns what a column is called in a file; null for one that there is not. */
export function headersOf(column: string, fields: Fields): Both | null {
  if (isOwn(column)) return own[column].headers;
  return eventHeadersOf(column) ?? fields.get(column.slice('field:'.length))?.labels ?? null;
}

/** The columns that somebody may take out, in their order: who does not see contact details is offered none of them. */
export function columnsFor({ contact: seesContact }: { readonly contact: boolean }, fields: Fields): string[] {
  const open = ownColumns.filter((column) => seesContact || own[column].isContact !== true);
  const declared = [...fields.values()].filter(({ privacy }) => seesContact || privacy === 'open').map(({ id }) => `field:${id}`);
  return [...open, ...declared];
}

/** Returns which of these columns tell how to reach people, or who they are. */
export const contactColumnsOf = (columns: readonly string[], fields: Fields): string[] =>
  columns.filter((column) => {
    if (isOfEvent(column)) return false;
    return isOwn(column) ? own[column].isContact === true : fields.get(column.slice('field:'.length))?.privacy !== 'open';
  });

/** A lead of a list as whoever asked sees it; `registered`: of the list of an event, how they stand to it. */
export interface ListedRow {
  readonly lead: LeadView;
  readonly registered: Registered | null;
}

/** Writes a lead as a row. A column that there is no more has nothing in it. */
export function rowOf({ lead, registered }: ListedRow, columns: readonly string[], parts: CellParts): WrittenCell[] {
  return columns.map((column) => {
    if (isOwn(column)) return own[column].cell(lead, parts);
    if (isOfEvent(column)) return registered ? eventCell(column, registered, parts) : empty;
    const field = parts.fields.get(column.slice('field:'.length));
    return field ? answerCell(lead, field, parts) : empty;
  });
}
