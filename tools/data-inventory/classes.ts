import type { Action } from '../../api/actions.ts';
import { badRowDays, quarantineDays } from '../../shared/capture/store.ts';
import type { CompanyConfig } from '../../shared/company/company-config.ts';
import { deliveryDays, heldDays } from '../../shared/connectors/delivery-days.ts';
import { keptDays as exportDays, fileHours as exportHours } from '../../shared/exports/export.ts';
import { fileDays, keptDays as importDays } from '../../shared/imports/import.ts';
import { rawMailDays } from '../../shared/replies/raw-mails.ts';
import { keptDays as answerDays } from '../../shared/requests/store.ts';
import { detailDays } from '../../shared/tracking/pack.ts';
import {
  callFields,
  engagementFields,
  type Fields,
  firmFields,
  leadFields,
  mailFields,
  noteFields,
  opportunityFields,
  postFields,
  profileFields,
  purchaseFields,
  repFields,
  taskFields,
  textFields,
  userFields,
  visitFields,
} from './fields.ts';
import type { RecipientId } from './recipients.ts';
import { type Both, both } from './words.ts';

/** A class of personal data: what it is, what for, by what right, how long, and who sees it. */
export interface DataClass {
  readonly id: string;
  readonly name: Both;
  /** Kinds of items of the table, as erasers name them. */
  readonly items: readonly string[];
  /** Fields of the records in it; none where they are ids, digests and counts alone. */
  readonly fields: readonly Fields[];
  readonly purpose: Both;
  readonly base: Both;
  /** How long; of what the company may say, as it says. */
  readonly kept: Both | ((company: Pick<CompanyConfig, 'retention'>) => Both);
  /** What a user must be allowed to, to see it; null: no page and no route shows it. */
  readonly action: Action | null;
  /** Where it lies beside the table. @default - nowhere */
  readonly alsoIn?: Both;
  /** What lies in files, and what becomes of it when a person is erased; left out where nothing does. */
  readonly files?: Both;
  readonly recipients: readonly RecipientId[];
}

/** How long records are kept, as the company has it. */
export function recordsKept({ retention = {} }: Pick<CompanyConfig, 'retention'>): Both {
  const { leadsAfterMonths, customersAfterMonths } = retention;
  const of = (months: number | undefined): Both =>
    months === undefined
      ? both('không có hạn (công ty chưa đặt)', 'no end (the company has set none)')
      : both(`${months} tháng không có hoạt động`, `${months} months without anything done`);
  const [lead, customer] = [of(leadsAfterMonths), of(customersAfterMonths)];
  return both(
    `người chưa mua ${lead.vi}; khách hàng ${customer.vi}; hoặc khi người đó yêu cầu xoá`,
    `who never bought ${lead.en}; customers ${customer.en}; or when the person asks to be erased`,
  );
}

const withRecord = both('cùng hồ sơ', 'with the record');

const consent = both('đồng ý (Điều 9 Luật BVDLCN)', 'consent (PDPL Art. 9)');
const contract = both(
  'thực hiện yêu cầu hoặc hợp đồng của chính người đó',
  'carrying out a request of the person, or a contract with them',
);
const duty = both('nghĩa vụ theo luật, và bằng chứng của nó', 'duty by law, and its proof');
const security = both('an toàn hệ thống', 'security of the system');
const work = both('quan hệ lao động', 'employment');

/** All classes of data that the product keeps. A kind of items belongs to one of them. */
export const dataClasses: readonly DataClass[] = [
  {
    id: 'contact',
    name: both('Hồ sơ liên hệ', 'Contact record'),
    items: [
      'LEAD LEAD',
      'LEAD PROFILE',
      'LEAD PROVENANCE',
      'LEAD PROPOSALS',
      'LEAD MERGE',
      'LEAD CARD',
      'LEAD FIND',
      'LEAD PROJECTION',
      'LEAD FIRM',
      'EMAIL GUARD',
      'EMAIL PROPOSED',
      'PHONE CLAIM',
    ],
    fields: [leadFields],
    purpose: both(
      'trả lời và tư vấn người đã liên hệ; nhận ra cùng một người',
      'answering and advising whoever got in touch; knowing one person as one',
    ),
    base: consent,
    kept: withRecord,
    action: 'lead.contact',
    recipients: ['aws', 'ses', 'telegram', 'endpoints'],
  },
  {
    id: 'profile',
    name: both('Những điều đã biết về một người', 'What is known of a person'),
    items: ['LEAD PERSON'],
    fields: [profileFields],
    purpose: both('tư vấn hợp nhu cầu', 'advice that fits'),
    base: consent,
    kept: withRecord,
    action: 'lead.read',
    recipients: ['aws', 'endpoints'],
  },
  {
    id: 'posts',
    name: both('Bài gửi', 'Posts'),
    items: ['LEAD POST', 'SUBMISSION RAW', 'SUBMISSION OUTCOME', 'EMAIL POSTED', 'BADROW RAW'],
    fields: [postFields],
    purpose: both(
      'nhận yêu cầu, không mất bài nào, giữ bằng chứng đồng ý',
      'taking requests in, losing none, keeping the proof of consent',
    ),
    base: consent,
    kept: ({ retention: { heldPostsAfterDays = quarantineDays, refusedPostsAfterDays = badRowDays } = {} }) =>
      both(
        `bài đã thành hồ sơ: cùng hồ sơ; bài tạm giữ ${heldPostsAfterDays} ngày; bài bị từ chối ${refusedPostsAfterDays} ngày`,
        `with the record; set aside ${heldPostsAfterDays} days; refused ${refusedPostsAfterDays} days`,
      ),
    action: 'submission.read',
    recipients: ['aws'],
  },
  {
    id: 'behaviour',
    name: both('Hành vi trên trang web', 'Behaviour on the site'),
    items: ['LEAD LINK', 'VISITOR SESSION', 'VISITOR EVENTS', 'VISITOR VISITS', 'VISITOR IDENTITY', 'LEAD CART'],
    fields: [visitFields],
    purpose: both('biết khách quan tâm điều gì', 'knowing what somebody is interested in'),
    base: both(
      'đồng ý riêng cho việc theo dõi; không có đồng ý thì không giữ gì',
      'a consent of its own to tracking; without it nothing is kept',
    ),
    kept: ({ retention: { visitsAfterDays = detailDays } = {} }) =>
      both(
        `chi tiết ${visitsAfterDays} ngày; tổng số lượt ghé cùng hồ sơ`,
        `details ${visitsAfterDays} days; totals of visits with the record`,
      ),
    action: 'lead.read',
    recipients: ['aws'],
  },
  {
    id: 'mails',
    name: both('Thư và phản ứng với thư', 'Mails, and what was done with them'),
    items: ['LEAD MAIL', 'LEAD ENGAGEMENT', 'LEAD MAILDEVICES', 'LEAD TOLD'],
    fields: [mailFields, engagementFields],
    purpose: both('gửi thư đã yêu cầu hoặc đã đồng ý nhận, không gửi thừa', 'sending what was asked for or agreed to, and no more'),
    base: consent,
    kept: withRecord,
    action: 'lead.read',
    recipients: ['aws', 'ses'],
  },
  {
    id: 'work',
    name: both('Việc chăm sóc và bán hàng', 'Work with a person'),
    items: [
      'LEAD TIMELINE',
      'LEAD CALL',
      'LEAD NOTE',
      'LEAD REPLY',
      'LEAD LETTER',
      'LEAD TEXT',
      'LEAD LATEACT',
      'LEAD HELD',
      'LEAD TASK',
      'LEAD OPP',
      'LEAD QUALIFICATION',
      'LEAD LEADSCORE',
      'LEAD DECISION',
      'LEAD DECLINE',
      'LEAD ASSIGN',
      'LEAD SEAT',
      'LEAD LEADSEG',
      'LEAD LEADSEGS',
      'LEAD DATE',
      'LEAD ENROL',
      'LEAD REG',
      'EVENT CODE',
      'EVENT WAITING',
    ],
    fields: [callFields, noteFields, textFields, taskFields, opportunityFields],
    purpose: both(
      'gọi lại đúng hẹn, chia việc công bằng, chăm sóc sau đó',
      'calling back in time, sharing work fairly, looking after people',
    ),
    base: contract,
    kept: withRecord,
    action: 'lead.note',
    recipients: ['aws', 'ses', 'telegram', 'webhooks', 'endpoints'],
  },
  {
    id: 'facts',
    name: both('Số liệu cho báo cáo', 'Facts for reports'),
    items: ['FACTS LEAD'],
    fields: [],
    purpose: both(
      'báo cáo: nguồn, tốc độ, phễu, doanh thu; không có tên, số, địa chỉ',
      'reports of sources, speed, funnel and revenue; no name, number or address',
    ),
    base: contract,
    kept: both('như hồ sơ; khi hồ sơ bị xoá chỉ còn số liệu không kèm mã', 'as the record; once that is erased facts without an id stay'),
    action: 'lead.read',
    recipients: ['aws'],
  },
  {
    id: 'purchases',
    name: both('Đơn hàng', 'Orders'),
    items: ['LEAD PURCHASE', 'ORDER GUARD'],
    fields: [purchaseFields],
    purpose: both('phục vụ người đã mua; số liệu bán hàng', 'serving customers; figures of sales'),
    base: contract,
    kept: withRecord,
    action: 'lead.read',
    recipients: ['aws'],
  },
  {
    id: 'choices',
    name: both('Lựa chọn và lời từ chối', 'Choices and refusals'),
    items: ['ADDRESS MAIL'],
    fields: [],
    purpose: both('không ai gửi quảng cáo cho người đã từ chối', 'nobody sends advertising to whoever refused it'),
    base: duty,
    kept: both('mãi mãi, dưới dạng mã băm có khoá của địa chỉ', 'for good, under a keyed digest of the address'),
    action: null,
    recipients: ['aws'],
  },
  {
    id: 'erasures',
    name: both('Bản ghi việc xoá', 'Records of erasures'),
    items: ['ERASED MARK', 'ERASURE STATE'],
    fields: [],
    purpose: both('chứng minh đã xoá; áp dụng lại sau khi khôi phục', 'proving an erasure; applying it again after a restore'),
    base: duty,
    kept: both('mãi mãi: mã, mã băm có khoá, số đếm', 'for good: ids, keyed digests, counts'),
    action: 'lead.erase',
    recipients: ['aws'],
  },
  {
    id: 'rights',
    name: both('Sổ yêu cầu của chủ thể dữ liệu và sự cố', 'Register of requests and breaches'),
    items: ['RIGHTS REQUEST', 'BREACH STATE'],
    fields: [],
    purpose: both('trả lời đúng hạn; báo cáo sự cố trong 72 giờ', 'answering in time; telling of a breach within 72 hours'),
    base: duty,
    kept: both('mãi mãi: mã và thời điểm', 'for good: ids and moments'),
    action: 'lead.erase',
    recipients: ['aws'],
  },
  {
    id: 'told',
    name: both('Nội dung các nền tảng gửi tới', 'What platforms told'),
    items: ['CONNECTOR DELIVERY'],
    fields: [],
    purpose: both(
      'nhận khách từ trang đích, cửa hàng và quảng cáo mà không mất, không nhận hai lần; xem mẫu để nối trường',
      'taking people in from landing pages, shops and advertisements, none lost and none twice; samples by which fields are mapped',
    ),
    base: consent,
    kept: both(
      `${deliveryDays} ngày; của kết nối chưa duyệt ${heldDays} ngày; được làm rỗng khi xoá người`,
      `${deliveryDays} days; of a connector that is not approved ${heldDays} days; emptied when the person is erased`,
    ),
    action: 'config.administer',
    recipients: ['aws', 'platforms'],
  },
  {
    id: 'conversions',
    name: both('Kết quả báo lại cho nền tảng quảng cáo', 'What advertising platforms are told of'),
    items: ['LEAD CONVERSION'],
    fields: [],
    purpose: both(
      'cho nền tảng biết quảng cáo nào mang đến khách thật; chỉ của người đã đồng ý bằng văn bản có nói điều đó',
      'telling a platform which advertisements bring customers; of those alone who agreed by a text that says so',
    ),
    base: consent,
    kept: both(
      'như hồ sơ; mã lượt bấm bị bỏ ngay khi đã báo hoặc bị từ chối',
      'as the record; the id of the click goes once it was told, or refused',
    ),
    action: 'config.administer',
    recipients: ['aws', 'advertisers'],
  },
  {
    id: 'lists',
    name: both('Danh sách nhập vào', 'Lists that were brought'),
    items: ['IMPORTS IMPORT', 'IMPORTS *'],
    fields: [],
    purpose: both('đưa khách đã có vào hệ thống', 'taking in people whom the company knows'),
    base: both(
      'như nơi danh sách được thu thập; công ty phải chứng minh được',
      'that under which the list was collected; the company has to prove it',
    ),
    kept: () =>
      both(
        `tệp ${fileDays} ngày; bản ghi của lần nhập ${importDays} ngày, không có dữ liệu người`,
        `files ${fileDays} days; the record of the import ${importDays} days, with nothing of a person`,
      ),
    action: 'lead.erase',
    alsoIn: both('kho tệp (S3) cùng Region, mã hoá', 'bucket of files (S3) in the same Region, encrypted'),
    files: both(
      `Tệp có mọi điều danh sách ghi về từng người. Tệp tải lên mất khi đã đọc xong, các dòng mất khi đã nhập xong; còn lại tệp kết quả: mỗi dòng lỗi như nó đã ghi. Khi xoá một người, các dòng có địa chỉ hoặc số của người đó được làm rỗng trong mọi tệp còn lại. Dòng không có cả địa chỉ lẫn số thì không tìm được là của ai, và mất theo tệp sau ${fileDays} ngày.`,
      `Files have all that a list says of people. The upload goes once it is read, its rows once they are taken in; what stays is the result file, with each faulty row as it stood. When a person is erased, rows with an address or number of theirs are emptied in every file that is left. A row with neither cannot be told to be theirs, and goes with its file after ${fileDays} days.`,
    ),
    recipients: ['aws'],
  },
  {
    id: 'answers',
    name: both('Thư đến nơi nhận trả lời', 'Mails that came in'),
    items: [],
    fields: [],
    purpose: both(
      'đọc lại thư của người đã trả lời; tìm lại thư bị giữ nhầm',
      'reading once more what people answered; finding what was set aside by mistake',
    ),
    base: both('trả lời người đã viết cho công ty', 'writing back to whoever wrote to the company'),
    kept: both(`tệp ${rawMailDays} ngày`, `files ${rawMailDays} days`),
    action: null,
    alsoIn: both('kho tệp (S3) cùng Region, mã hoá', 'bucket of files (S3) in the same Region, encrypted'),
    files: both(
      `Chỉ có khi công ty bật nhận thư trả lời. Tệp là thư như đã đến, cả tệp kèm theo. Khi xoá một người, mọi thư trả lời thư gửi cho người đó bị xoá. Thư không biết của ai thì tự mất sau ${rawMailDays} ngày.`,
      `Only where the company has answers come in. Files are mails as they came, with what was attached. When a person is erased, all mails that answer mails to them go. A mail that cannot be told to be anybody's goes by itself within ${rawMailDays} days.`,
    ),
    recipients: ['aws', 'ses'],
  },
  {
    id: 'exports',
    name: both('Danh sách xuất ra', 'Lists that were taken out'),
    items: ['EXPORTS EXPORT', 'EXPORTS DAY'],
    fields: [],
    purpose: both('làm việc với danh sách trong bảng tính', 'working with a list in a sheet'),
    base: both('như dữ liệu mà tệp có', 'as of the data that the file has'),
    kept: both(
      `tệp ${exportHours} giờ; nhật ký ai đã xuất gì ${exportDays} ngày, không có dữ liệu người`,
      `files ${exportHours} hours; the record of who took out what ${exportDays} days, with nothing of a person`,
    ),
    action: 'list.export',
    alsoIn: both('kho tệp (S3) cùng Region, mã hoá', 'bucket of files (S3) in the same Region, encrypted'),
    files: both(
      'Tệp có những cột được chọn của từng người trong danh sách. Khi xoá một người, tệp có người đó mất cả tệp; ai cần thì xuất lại. Bản đã tải về máy thì công ty tự xoá.',
      'Files have the columns that were chosen of each person of the list. When a person is erased, files with them go as a whole, and are asked for again; copies that were downloaded are for the company to delete.',
    ),
    recipients: ['aws'],
  },
  {
    id: 'firms',
    name: both('Công ty của khách', 'Firms'),
    items: ['COMPANY COMPANY', 'COMPANY MERGE', 'TAXCODE GUARD', 'DOMAIN CLAIM'],
    fields: [firmFields],
    purpose: both('biết ai cùng một công ty', 'knowing who belongs to one firm'),
    base: contract,
    kept: () =>
      both(
        'khi còn dùng; không phải dữ liệu của một người, trừ hộ kinh doanh',
        'as long as it is of use; nobody’s, but of a household business',
      ),
    action: 'company.read',
    recipients: ['aws'],
  },
  {
    id: 'staff',
    name: both('Nhân viên', 'Colleagues'),
    items: [
      'CONFIG CHECK',
      'CONFIG CURRENT',
      'CONFIG VERSION',
      'CONFIG AT',
      'CONFIG DOCUMENT',
      'CONFIG ARTIFACT',
      'VIEWS VIEW',
      'ACCOUNTS STATE',
      'REP TAKEN',
      'REP DUTY',
      'REP LEAVE',
      'REP LOAD',
      'REP READ',
      'REP NOTICES',
      'REP CHANNELS',
      'REP USERCHANNELS',
      'REP OVERDUE',
      'REP RELEASED',
      'REP MORNING',
      'REP MARKETING',
      'REP DIGEST',
      'REP LEADERNOTICES',
      'REP LEADERDIGEST',
      'REP DIGESTCHOICE',
      'REP NUMBERS',
      'CHECKS HOUR',
    ],
    fields: [userFields, repFields],
    purpose: both('đăng nhập, chia việc, thông báo, biết ai đã xem gì', 'signing in, sharing work, notices, knowing who looked at what'),
    base: work,
    kept: () =>
      both('khi còn trong cấu hình, và trong các bản cấu hình trước', 'while they are in the configuration, and in versions of it before'),
    action: 'config.read',
    alsoIn: both('Cognito cùng Region: e-mail để đăng nhập', 'Cognito in the same Region: the address that signs in'),
    recipients: ['aws', 'ses', 'telegram', 'webhooks'],
  },
  {
    id: 'forecasts',
    name: both('Dự báo đã lưu mỗi đêm', 'Forecasts that are kept each night'),
    items: ['FORECAST STATE', 'FORECAST ROWS'],
    fields: [],
    purpose: both(
      'so dự báo với kết quả; cộng dồn, không có mã khách',
      'setting forecasts against what came of them; added up, without ids of leads',
    ),
    base: work,
    kept: both('800 ngày: số lượng và số tiền, theo mã nhân viên và khu vực', '800 days: counts and amounts, by ids of reps and regions'),
    action: 'report.read',
    recipients: ['aws'],
  },
  {
    id: 'experiments',
    name: both('Thử nghiệm hai thư', 'Experiments of mails'),
    items: ['EXPERIMENT STANDING'],
    fields: [],
    purpose: both('biết thư nào đưa nhiều người đến mục tiêu hơn', 'knowing which mail brings more people to what it is for'),
    base: work,
    kept: both('mãi mãi: số lượng, không có mã khách', 'for good: counts, without ids of leads'),
    action: 'experiment.read',
    recipients: ['aws'],
  },
  {
    id: 'spend',
    name: both('Chi phí quảng cáo', 'What advertising cost'),
    items: ['SPEND LINE'],
    fields: [],
    purpose: both('so tiền bỏ ra với kết quả', 'setting what was paid against what came of it'),
    base: work,
    kept: both('mãi mãi: số tiền, và mã của người nhập', 'for good: amounts, and ids of the users who told them'),
    action: 'spend.keep',
    recipients: ['aws'],
  },
  {
    id: 'doNotCall',
    name: both('Số không nhận quảng cáo', 'Numbers that want no advertising'),
    items: ['PHONE DONOTCALL', 'PHONE TEXTS'],
    fields: [],
    purpose: both(
      'không gọi hay nhắn quảng cáo, và không nhắn quá nhiều',
      'calling and texting nobody to advertise who refused it, and nobody too often',
    ),
    base: duty,
    kept: both(
      'mã băm của số: mãi mãi; giờ của các tin trong ngày: hai ngày',
      'digests of numbers: for good; when texts went within the day: two days',
    ),
    action: null,
    recipients: ['aws'],
  },
  {
    id: 'endedMailPauses',
    name: both('Nhật ký cho gửi thư trở lại', 'Who had paused mails go on'),
    items: ['STRANGERS ENDED'],
    fields: [],
    purpose: both('biết ai cho gửi thư trở lại và vì sao', 'knowing who let mails go on, and why'),
    base: work,
    kept: both('hai năm: lý do và mã của người quyết định', 'two years: the reason, and the id of the user who decided'),
    action: 'mail.watch',
    recipients: ['aws'],
  },
  {
    id: 'targets',
    name: both('Chỉ tiêu của nhân viên và nhóm', 'Targets of reps and pools'),
    items: ['TARGETS REP', 'TARGETS POOL'],
    fields: [],
    purpose: both('so việc đã làm với chỉ tiêu', 'setting what was done against what was aimed at'),
    base: work,
    kept: both('mãi mãi: chỉ tiêu theo tháng và mã nhân viên', 'for good: targets by month, and ids of reps'),
    action: 'target.read',
    recipients: ['aws'],
  },
  {
    id: 'passing',
    name: both('Dữ liệu đi qua', 'What passes through'),
    items: ['REQUEST ANSWER', 'CALL CALL', 'WEBHOOKS ENDPOINT', 'DUE *'],
    fields: [],
    purpose: both('làm lại mà không làm hai lần; gửi tới hệ thống khác', 'repeating without doing it twice; telling other systems'),
    base: security,
    kept: () =>
      both(
        `câu trả lời ${answerDays} ngày; nội dung cuộc gọi tới khi kết thúc, nhiều nhất 2 ngày, sự kiện (chỉ mã) 30 ngày; hẹn giờ tới khi đến giờ; hai thứ đầu mất ngay khi người đó được xoá`,
        `answers ${answerDays} days; what calls say until they end, 2 days at most, events (ids alone) 30 days; timers until they are due; the first two go when the person is erased`,
      ),
    action: null,
    recipients: ['aws', 'telegram', 'webhooks', 'endpoints'],
  },
  {
    id: 'counters',
    name: both('Bộ đếm và sổ chia việc', 'Counters and ledgers'),
    items: [
      'MAILBOX QUOTA',
      'MAILBOX PROMISE',
      'STRANGERS STATE',
      'STRANGERS *',
      'MAILHOST SERVERS',
      'REPEAT GUARD',
      'CLIENT WINDOW',
      'CONNECTOR STATE',
      'CONNECTOR LOOKS',
      'CONNECTOR TOKENS',
      'TOKEN USES',
      'HELD HOUR',
      'POOL STATE',
      'POOL BOOKING',
      'EVENT STATE',
      'WAIT SPLIT',
      'WAIT RING',
      'SPLITS SPLIT',
      'SPLIT PLAN',
      'SPLIT MOVE',
      'RATE BUCKET',
      'SEGMENTS STATE',
      'SEGMENTS *',
      'SEQUENCES *',
      'COMPILED *',
    ],
    fields: [],
    purpose: both('chống lạm dụng, không gửi thừa, chia đều', 'holding abuse off, sending no more than may be, sharing evenly'),
    base: security,
    kept: both('từ vài phút tới 400 ngày; mã và mã băm có khoá', 'minutes to 400 days; ids and keyed digests'),
    action: null,
    recipients: ['aws'],
  },
];
