import { defaultConfig } from '../../../../config/index.ts';
import templates from '../../../../config/templates.json' with { type: 'json' };
import { CompanyConfig } from '../../../../shared/company/company-config.ts';
import type { Locale } from '../../../../shared/leads/index.ts';
import { composeMail, type MailEnvelope } from '../../../../shared/mail/compose.ts';
import type { Template } from '../../../../shared/mail/template.ts';
import { compileLocale } from '../../../../shared/mail-templates/compile.ts';
import { openEngines } from '../../../../shared/mail-templates/liquid.ts';
import { parse, render } from '../../../../shared/mail-templates/resolve.ts';
import { scopeOf } from '../../../../shared/mail-templates/scope.ts';
import { TemplateConfig } from '../../../../shared/mail-templates/template-config.ts';
import { type MailFacts, valuesOf } from '../../../../shared/mail-templates/values.ts';
import { templates as noticeTemplates } from '../../../../shared/notices/generated/templates.ts';
import { templates as nurtureTemplates } from '../../../../shared/nurture/generated/templates.ts';
import type { Money } from '../../../../shared/platform/money.ts';
import { ProductConfig } from '../../../../shared/products/product-config.ts';
import { sampleLead } from '../../../support/lead-world/sample.ts';
import { mailIdFor, sender } from '../../../support/mail-world.ts';

/** A mail as it leaves the house. */
export interface FinishedMail {
  readonly name: string;
  readonly locale: Locale;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  /** What was put into it and ought to be read, in HTML as in plain text. */
  readonly values: readonly string[];
}

/** Whom a mail is about: somebody ordinary, somebody with the longest words there are, or somebody of whom next to nothing is known. */
export const people = ['usual', 'long', 'bare'] as const;
export type Person = (typeof people)[number];

const company = CompanyConfig.parse(defaultConfig.company[0]);
const longWord = 'Wolfeschlegelsteinhausenbergerdorffwelchevora';
const longName = 'Công Tằng Tôn Nữ Nguyễn Hoàng Phương Thảo Anh';
const address = 'https://www.annhien.example/v1/link/eyJhbGciOiJIUzI1NiJ9.eyJsZWFkSWQiOiJMMDFKQUJDREVGIn0.q3Zk8wQxVb0m';

/** What the house's own mails may hold, by its name in their layouts. Values of nobody are empty where a mail may be without them. */
const valuesByName: Readonly<Record<string, Readonly<Record<Person, string>>>> = {
  ...always('addressedAs', 'Chị', 'Thầy', 'Anh/Chị'),
  ...sometimes('greetingName', 'Hường', 'Wolfeschlegelsteinhausenberger'),
  ...sometimes('phone', '0912 345 678', '+44 7911 123 456 789'),
  ...sometimes('phoneUrl', 'tel:+84912345678', 'tel:+447911123456789'),
  ...sometimes('phoneEnd', '678', '678'),
  ...sometimes('saysName', 'yes', 'yes'),
  ...sometimes('product', 'Phần mềm bán hàng', 'Phần mềm bán hàng, Phần mềm kế toán, Quản lý kho nhiều chi nhánh và Hóa đơn điện tử'),
  ...sometimes('topics', 'Ưu đãi', 'Ưu đãi, Kiến thức kinh doanh, Sản phẩm mới, Sự kiện và khóa học trực tuyến'),
  ...sometimes('email', 'huong@example.com', `${longWord.toLowerCase()}@${longWord.toLowerCase()}.example`),
  ...sometimes('emailUrl', 'mailto:huong@example.com', `mailto:${longWord}@example.com`),
  ...sometimes('place', 'TP. Hồ Chí Minh', 'Thừa Thiên Huế, phường Phú Xuân, quận Thuận Hóa'),
  ...sometimes('formerPlace', ' (trước là Bình Dương)', ' (trước là Bà Rịa – Vũng Tàu)'),
  ...sometimes('leadCompany', 'Sông Thu', `Tổng công ty ${longWord}`),
  ...sometimes(
    'message',
    'Cho tôi xin báo giá.',
    `Chào anh chị,\n${'Tôi cần phần mềm cho năm cửa hàng. '.repeat(8)}\n${longWord}${longWord}`,
  ),
  ...sometimes(
    'toAsk',
    'E-mail có thể gõ nhầm: gmail.com?',
    'Không gọi được số này: thiếu chữ số.\nE-mail khách ghi không dùng được: hỏi lại.',
  ),
  ...sometimes('said', 'Họ tên: Trần Hường', `Họ tên: ${longName}\nCông ty: ${longWord}${longWord}`),
  ...sometimes('note', 'Gọi sau 16 giờ', `${longWord}${longWord}`),
  ...sometimes('title', 'Gọi lại cho khách', `Gửi báo giá cho ${longWord}`),
  ...sometimes('poolName', 'Chăm sóc', longWord),
  ...sometimes('more', '30', '30'),
  ...sometimes('acceptUrl', address, address),
  ...sometimes('numberUrl', address, address),
  ...sometimes('acceptBy', '09:00, 07/12/2026', '09:00, 07/12/2026'),
  ...always('since', '09:00, 07/12/2026', '09:00, 07/12/2026', '09:00, 07/12/2026'),
  ...always('at', '09:00, 07/12/2026', '09:00, 07/12/2026', '09:00, 07/12/2026'),
  ...always('offAt', '09:00, 07/12/2026', '09:00, 07/12/2026', '09:00, 07/12/2026'),
  ...always(
    'cause',
    'Bot của công ty đã bị chặn trong Telegram. Mở cuộc trò chuyện với bot và bấm “Bỏ chặn”.',
    'Bot của công ty không còn trong nhóm, hoặc không được viết ở đó. Thêm bot vào nhóm và cho phép bot gửi tin.',
    'Telegram không tìm thấy cuộc trò chuyện này.',
  ),
  ...always('day', '07/12/2026', '07/12/2026', '07/12/2026'),
  ...always('poolNames', 'Miền Nam', `Miền Nam, Chăm sóc sau bán, ${longWord}`, 'Miền Nam'),
  ...always(
    'totals',
    '12 khách mới · 3 việc quá hạn',
    '128 khách mới · 45 khách chờ người phụ trách · 300 việc quá hạn · 17 lời mời hết hạn',
    '1 khách mới',
  ),
  ...always('counts', '3 khách mới · 1 việc quá hạn', '30 khách mới · 50 việc quá hạn · 12 lời mời hết hạn', '1 khách mới'),
  ...always(
    'groupText',
    'Miền Nam 07/12/2026\n12 khách mới, 3 việc quá hạn\nTrần Thị Lan: 3 khách mới',
    `Miền Nam, ${longWord} 07/12/2026\n128 khách mới\n${longName}: 30 khách mới\nĐang chờ:\n- ${longWord}, *** *** 789`,
    'Miền Nam 07/12/2026\n1 khách mới',
  ),
  ...always('asked', '3', '20', '1'),
  ...always('active', '12', '300+', '1'),
  ...always('posted', '5', '214', '0'),
  ...sometimes('posts', '2 lượt, lần cuối 16:40, 06/12/2026', '20 lượt, lần cuối 16:40, 06/12/2026'),
  ...sometimes('campaign', 'khai-truong', `khai-truong-${longWord}`),
  ...sometimes(
    'missing',
    'độ nóng từ “nóng” (hiện “ấm”)',
    'độ nóng từ “nóng” (hiện “ấm”); hoặc yêu cầu báo giá của khách; hoặc ngân sách có, do nhân viên xác nhận (hiện là chưa rõ), giai đoạn SQL',
  ),
  ...sometimes('waitingLeads', 'Đang chờ:', 'Đang chờ:'),
  ...sometimes('leadUrl', 'https://crm.annhien.example/leads/L01JABCDEF', `https://crm.annhien.example/leads/${longWord}${longWord}`),
  ...sometimes('detail', 'Đã mời Lê Minh, Trần Thị Lan.', `Đã mời ${longName}, ${longWord}, ${longName}.`),
  ...sometimes('replyToLead', 'huong@example.com', ''),
  ...sometimes('replyToPosted', '', `${longWord.toLowerCase()}@posted.example`),
  ...sometimes('writeTo', '', `${longWord.toLowerCase()}@example.com`),
  ...always('leadName', 'Nguyễn Thị Hường', longWord, 'Khách chưa cho biết tên'),
  ...always('repName', 'Trần Thị Lan', longName, 'Trần Thị Lan'),
  ...always('matter', 'trả lời yêu cầu', 'báo cơ quan quản lý về sự cố dữ liệu', 'trả lời yêu cầu'),
  ...always('record', 'Y01K9ZQ3V7N8Q0WJ9F4TE6H1KCQ', 'Y01K9ZQ3V7N8Q0WJ9F4TE6H1KCQ', 'Y01K9ZQ3V7N8Q0WJ9F4TE6H1KCQ'),
  ...always('who', 'Trần Thị Lan', longName, 'admin'),
  ...always('madeAt', '09:00, 07/12/2026', '09:00, 07/12/2026', '09:00, 07/12/2026'),
  ...always('leadCount', '1.280', '200.000', '0'),
  ...always('fileKind', 'XLSX', 'CSV', 'CSV'),
  ...always(
    'filter',
    'khu vực: miền Nam · độ nóng: nóng',
    `“${longWord}” (khu vực: Bà Rịa – Vũng Tàu · nhãn: ${longWord}${longWord} · tạo từ: 09:00, 07/12/2026)`,
    'mọi lead họ thấy',
  ),
  ...sometimes('contact', 'Họ tên, SĐT', 'Họ tên, Tên khác, Xưng hô, SĐT, SĐT khác, Email, Email khác, Nơi ở đã ghi, Câu trả lời khác'),
  ...sometimes('exportUrl', 'https://crm.annhien.example/exports/X01', `https://crm.annhien.example/exports/${longWord}${longWord}`),
  ...always('withoutContact', '', '', '1'),
  ...always('isWeek', '1', '', '1'),
  ...always('isMonth', '', '1', ''),
  ...always('steady', '', '', '1'),
  ...always('changed', '1', '1', ''),
  ...always('days', '16/11/2026 – 22/11/2026', '11/2026', '16/11/2026 – 22/11/2026'),
  ...always('scope', 'của cả công ty', `của nhóm: Miền Nam, ${longWord}`, 'của riêng anh/chị'),
  ...sometimes('holidays', '33', '20'),
  ...sometimes('reportUrl', address, address),
  ...always(
    'definition',
    'Số khách có cuộc gọi đầu tiên gặp được người.',
    'Số người để lại thông tin lần đầu: qua biểu mẫu, danh sách nhập hoặc nhập tay. '.repeat(3),
    'Số khách.',
  ),
  ...always('arrow', '▲', '▼', '▲'),
  ...always('figure', 'Khách mới', 'Doanh thu thuần trên mỗi khách hàng (VND)', 'Khách mới'),
  ...always('usualText', '40', '12,35 tỷ', '–'),
  ...always('now', '46', '12,35 tỷ', '0'),
  ...always('before', '12', '9,35 tỷ', '–'),
  ...always('percent', '50', '90', '90'),
  ...always('because', 'suốt một tuần không sự kiện nào tới được', 'hệ thống nhận trả lời 410: không còn ở đó', 'có người đã tắt'),
  ...always('readerName', 'Trần Thị Lan', longName, 'Trần Thị Lan'),
  ...always('authorName', 'Lê Minh', longName, 'Lê Minh'),
  ...always(
    'noteText',
    '@lan Chị Hường hẹn sau 17:00.',
    `@lan ${longWord} ${'Chị muốn xem mẫu trước khi quyết định. '.repeat(8)}`,
    '@lan xem giúp',
  ),
  ...always('numbers', '64', '1234', '20'),
  ...sometimes('usual', '8', '412.5'),
  ...always('readAt', '09:41, 07/12/2026', '09:41, 07/12/2026', '09:41, 07/12/2026'),
  ...always('about', 'Sắp đến giờ hẹn', 'Khách đang chờ anh/chị trả lời', 'Sắp đến giờ hẹn'),
  ...sometimes('isByRule', 'yes', ''),
  ...sometimes('isByPerson', '', 'yes'),
  ...sometimes('isYours', '', 'yes'),
  ...sometimes('isWaiting', '', 'yes'),
  ...always('takerName', 'Lê Minh', longWord, 'Lê Minh'),
  ...always('names', 'Nguyễn Thị Hường, Lê Minh', `${longWord}, ${longName}`, 'Khách chưa cho biết tên'),
  ...always(
    'reason',
    'Khách ở miền Nam, đến lượt anh/chị.',
    `Khách ở miền Nam. ${'Xem bảng giá ba lần trong một giờ. '.repeat(6)}`,
    'Đến lượt anh/chị.',
  ),
  ...always('because', 'tin rác', 'không thuộc địa bàn', 'lý do khác'),
  ...always(
    'decide',
    'Nếu đúng là tin rác, xin chuyển khách sang “loại”.',
    'Theo quy tắc khu vực hiện nay, khách vẫn thuộc nhóm này. Nếu nhóm khác nên phụ trách, xin chuyển khách sang nhóm đó, hoặc sửa quy tắc khu vực.',
    'Anh/chị không bắt buộc phải làm gì.',
  ),
  ...sometimes('leadUrl', address, address),
  ...always('sequenceName', 'Mời nhận đề xuất', `Mời nhận đề xuất khi đang quan tâm tới ${longWord}`, 'Mời nhận đề xuất'),
  ...always(
    'toWhom',
    'Thư nội bộ gửi Trần Thị Lan, vì anh/chị phụ trách khách này.',
    `Thư nội bộ gửi ${longName} ${longWord}, vì anh/chị phụ trách khách này.`,
    'Thư nội bộ gửi trưởng nhóm, vì khách này chưa có người phụ trách.',
  ),
  ...always('formTitle', 'Nhờ tư vấn', 'Đăng ký dùng thử phần mềm quản lý bán hàng cho chuỗi cửa hàng', 'Nhờ tư vấn'),
  ...always('temperature', 'Nóng', 'Nóng', 'Lạnh'),
  ...always('temperatureMeaning', 'gọi trong vài phút', 'gọi trong vài phút tới, khách đang so sánh và cân nhắc', 'chưa cần gọi'),
  ...always('urge', 'gọi ngay', 'gọi ngay trong vài phút tới', 'gọi ngay'),
  ...always('how', 'Trưởng nhóm chia cho anh/chị.', 'Bàn giao từ đồng nghiệp không còn phụ trách.', 'Trưởng nhóm chia cho anh/chị.'),
  ...always('what', 'Gọi lại', 'Gọi lại theo hẹn đã ghi trong cuộc gọi lần trước', 'Gọi lại'),
  ...always('count', '12', '128', '1'),
  ...always('one', '', '', '1'),
  ...always('many', '1', '1', ''),
  ...always('receivedAt', '09:00, 07/12/2026', '09:00, 07/12/2026', '09:00, 07/12/2026'),
  ...always('becameHotAt', '09:00, 07/12/2026', '09:00, 07/12/2026', '09:00, 07/12/2026'),
  ...always('dueAt', '09:00, 07/12/2026', '09:00, 07/12/2026', '09:00, 07/12/2026'),
  ...always('refusedAt', '09:00, 07/12/2026', '09:00, 07/12/2026', '09:00, 07/12/2026'),
  ...always('changedAt', '09:00, 07/12/2026', '09:00, 07/12/2026', '09:00, 07/12/2026'),
  ...sometimes('acceptBy', '09:15, 07/12/2026', '09:15, 07/12/2026'),
  ...sometimes('acceptUrl', address, address),
  ...sometimes('numberUrl', address, address),
  ...always('addressUrl', address, address, address),
  ...always('confirmUrl', address, address, address),
  ...always('subscribeUrl', address, address, address),
  ...always('fileUrl', address, address, address),
  ...sometimes('fileTitle', 'Nhận tài liệu', `Mẫu sổ quỹ bảy ngày ${longWord}`),
  ...always('eventTitle', 'Hội thảo bán hàng cuối năm', `Hội thảo bán hàng cuối năm cùng ${longWord}`, 'Hội thảo'),
  ...always('headline', 'Anh/Chị đã có chỗ', 'Anh/Chị đang trong danh sách chờ', 'Sự kiện có thay đổi'),
  ...always('when', '08:30–11:30, 19/12/2026', '20:30, 19/12/2026 – 01:30, 20/12/2026', '08:30–11:30, 19/12/2026'),
  ...always('where', 'Khách sạn Sông Hàn, 36 Bạch Đằng, Đà Nẵng', `${longWord}, 36 Bạch Đằng, phường Hải Châu, Đà Nẵng`, 'Trực tuyến'),
  ...sometimes('joinUrl', address, address),
  ...sometimes('code', 'K7AB-91ZZ', 'K7AB-91ZZ'),
  ...sometimes('calendarUrl', `${address}/calendar`, `${address}/calendar`),
  ...sometimes('placeUrl', address, address),
  ...sometimes('giveBack', 'Không đến được? Trả lại chỗ', 'Không chờ nữa? Rời danh sách chờ'),
  ...always('preferencesUrl', address, address, address),
};

function sometimes(name: string, usual: string, long: string) {
  return { [name]: { usual, long, bare: '' } };
}
function always(name: string, usual: string, long: string, bare: string) {
  return { [name]: { usual, long, bare } };
}

/** Flags and addresses that a program dials or writes to are not read by people; words of address are Vietnamese alone. */
const notRead =
  /^(?:saysName|isWeek|isMonth|steady|changed|addressedAs|one|many|withoutContact|isByRule|isByPerson|isYours|isWaiting|replyToLead|phoneUrl|emailUrl)$/;

const envelope: MailEnvelope = {
  leadId: sampleLead().leadId,
  mailId: mailIdFor('welcome'),
  kind: 'welcome',
  audience: 'lead',
  attemptId: 'a1',
  to: 'huong@example.com',
  company,
  at: new Date(0),
};

/** Writes the mails of the house, whatever there are: each layout with each of its values, two rows where it repeats. */
export function houseMails(locale: Locale, person: Person): FinishedMail[] {
  const rows = Object.fromEntries(Object.entries(valuesByName).map(([name, values]) => [name, values[person]]));
  return Object.entries({ ...nurtureTemplates, ...noticeTemplates }).map(([name, template]: [string, Template]) => {
    const own = template.variables.filter((variable) => !variable.startsWith('company'));
    const unknown = own.filter((variable) => valuesByName[variable] === undefined);
    if (unknown.length > 0) throw new Error(`${name} has values that all-mails.ts does not know: ${unknown.join(', ')}`);
    const values = Object.fromEntries(own.map((variable) => [variable, rows[variable] ?? '']));
    const repeated = [rows, rows];
    const lists = {
      notices: repeated,
      tasks: repeated,
      reps: repeated,
      leads: repeated,
      pools: repeated,
      waiting: repeated,
      exports: repeated,
      changes: repeated,
      figures: repeated,
    };
    const { subject, html, text } = composeMail({ template, values, lists, locale, replyTo: null, reader: null }, envelope, sender);
    const read = Object.entries(values).filter(([variable, value]) => value !== '' && !notRead.test(variable));
    return { name, locale, subject, html, text, values: read.map(([, value]) => value) };
  });
}

const products = new Map(
  [
    { id: 'pos', names: { vi: 'Phần mềm bán hàng', en: 'Sales software' } },
    {
      id: 'long',
      names: {
        vi: 'Phần mềm quản lý chuỗi cửa hàng, kho và giao nhận nhiều chi nhánh',
        en: 'Management of many shops, their warehouses and deliveries in all branches',
      },
    },
  ].map((product) => [product.id, ProductConfig.parse(product)] as const),
);

/** What is known of a person whom a marketer's mail is written to. */
function factsOf(person: Person, locale: Locale): MailFacts {
  const base = { locale, company, products, links: { unsubscribeUrl: address, preferencesUrl: address, surveyUrl: address } };
  const million = (amount: number): Money => ({ amount: amount * 1_000_000, currency: 'VND' });
  if (person === 'bare') return { ...base, lead: sampleLead({ fullName: null, company: null, products: [] }), owner: null };
  const product = person === 'long' ? 'long' : 'pos';
  const fullName = person === 'long' ? (locale === 'vi' ? longName : `Wolfeschlegelsteinhausenberger ${longName}`) : 'Nguyễn Thị Hường';
  return {
    ...base,
    lead: sampleLead({ fullName, products: [product] }),
    owner: { name: person === 'long' ? longName : 'Trần Thị Lan', email: 'lan@sales.example' },
    about: { product, moment: '09:00, 07/12/2026' },
    purchase: {
      total: million(person === 'long' ? 12_345 : 7),
      items: [product, 'pos'].map((bought, index) => ({
        product: bought,
        quantity: index + 1,
        total: million(person === 'long' ? 9_876 : 3),
      })),
    },
  };
}

/** Compiles the templates that are brought along once, and writes each to a person. */
export async function templateMails(locale: Locale, among: readonly Person[]): Promise<Map<Person, FinishedMail[]>> {
  const engines = await openEngines();
  const made = new Map<Person, FinishedMail[]>(among.map((person) => [person, []]));
  for (const document of templates) {
    const template = TemplateConfig.parse(document);
    const { compiled, faults } = await compileLocale(template, locale);
    if (faults.length > 0) throw new Error(`${template.id}: ${faults.map(({ message }) => message).join('; ')}`);
    const parsed = parse(compiled, engines);
    for (const person of among) {
      const rendered = render(parsed, engines, scopeOf(valuesOf(factsOf(person, locale)), template.fallbacks, locale));
      const refusalUrl = template.purpose === 'advertising' ? address : undefined;
      const written = { ...rendered, version: '1', locale, replyTo: null, reader: null };
      const { subject, html, text } = composeMail(written, { ...envelope, refusalUrl }, sender);
      made.get(person)?.push({ name: template.id, locale, subject, html, text, values: [company.name, company.phone] });
    }
  }
  return made;
}
