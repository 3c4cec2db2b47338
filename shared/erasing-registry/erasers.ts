import { cardsEraser } from '../cards/eraser.ts';
import { connectorsEraser } from '../connectors/eraser.ts';
import { conversionsEraser } from '../conversions/eraser.ts';
import { defineEraser, type Eraser } from '../erasing/index.ts';
import { exportsEraser } from '../exports/eraser.ts';
import { factsEraser } from '../facts/eraser.ts';
import { importsEraser } from '../imports/eraser.ts';
import { lettersEraser } from '../letters/eraser.ts';
import { proposalsEraser } from '../proposals/eraser.ts';
import { purchasesEraser } from '../purchases/eraser.ts';
import { registrationsEraser } from '../registrations/eraser.ts';
import { repliesEraser } from '../replies/eraser.ts';
import { assignmentsEraser } from '../routing/eraser.ts';
import { devicesEraser, identitiesEraser } from '../tracking/eraser.ts';
import { postsEraser } from './posts.ts';

/** As long as DynamoDB can bring back what the table was. */
const backupDays = 35;

/** What lies under a lead and goes with it: capability, kinds, and what the certificate calls them. */
const goes = (capability: string, items: readonly string[], vi: string, en: string): Eraser =>
  defineEraser({ capability, items, name: { vi, en }, fate: { becomes: 'deleted' } });

/** The same of what only follows from the rest. */
const derived = (capability: string, items: readonly string[], vi: string, en: string): Eraser => ({
  ...goes(capability, items, vi, en),
  isDerived: true,
});

/** What stays, because it tells nothing of a person, or as proof. */
const stays = (capability: string, items: readonly string[], name: Eraser['name'], why: Eraser['name']): Eraser =>
  defineEraser({ capability, items, name, fate: { becomes: 'kept', why } });

/** What is about nobody: ids that lead to nobody once the record is gone, keyed digests and counts. */
const apart = (capability: string, items: readonly string[], vi: string, en: string): Eraser =>
  defineEraser({ capability, items, name: { vi, en }, fate: { becomes: 'apart' } });

/** All kinds of items of the table, with what becomes of them when a person is erased. */
export const erasers: readonly Eraser[] = [
  goes('leads', ['LEAD LEAD', 'LEAD PROFILE', 'LEAD PROVENANCE', 'LEAD PERSON'], 'Hồ sơ', 'The record'),
  goes('leads', ['LEAD TIMELINE'], 'Dòng thời gian', 'History'),
  goes('mail', ['LEAD MAIL', 'LEAD ENGAGEMENT', 'LEAD MAILDEVICES'], 'Thư đã gửi, lượt mở và bấm', 'Mails, opens and clicks'),
  goes('call-log', ['LEAD CALL'], 'Cuộc gọi', 'Calls'),
  goes('texts', ['LEAD TEXT'], 'Tin nhắn', 'Texts'),
  goes('notes', ['LEAD NOTE'], 'Ghi chú', 'Notes'),
  goes('late-acts', ['LEAD LATEACT'], 'Việc ghi muộn', 'What was noted too late'),
  goes('held', ['LEAD HELD'], 'Việc chờ để hoàn tác', 'What could be taken back'),
  goes('tasks', ['LEAD TASK'], 'Việc cần làm', 'Tasks'),
  goes('needs', ['LEAD OPP'], 'Cơ hội bán hàng', 'Opportunities'),
  goes('qualification', ['LEAD QUALIFICATION', 'LEAD LEADSCORE'], 'Thẩm định và điểm', 'Qualification and scores'),
  goes('routing', ['LEAD DECISION', 'LEAD DECLINE'], 'Quyết định phân công', 'Routing decisions'),
  derived('merging', ['LEAD MERGE'], 'Cặp hồ sơ có thể trùng', 'Pairs that may be one person'),
  derived(
    'search',
    ['LEAD FIND', 'LEAD PROJECTION', 'LEAD SEAT', 'LEAD TOLD'],
    'Dòng tìm kiếm và danh sách',
    'Rows of search and of lists',
  ),
  derived('firms', ['LEAD FIRM'], 'Chỗ trong công ty', 'Place in a firm'),
  goes('segments', ['LEAD LEADSEG', 'LEAD LEADSEGS', 'LEAD DATE', 'LEAD CART'], 'Phân khúc, ngày, giỏ hàng', 'Segments, days, carts'),
  goes('sequences', ['LEAD ENROL'], 'Chuỗi chăm sóc', 'Sequences'),
  goes(
    'identity',
    ['EMAIL GUARD', 'EMAIL PROPOSED', 'PHONE CLAIM'],
    'Khoá tìm theo e-mail và số',
    'What finds a person by address and number',
  ),
  assignmentsEraser,
  cardsEraser,
  connectorsEraser,
  conversionsEraser,
  devicesEraser,
  postsEraser,
  proposalsEraser,
  purchasesEraser,
  registrationsEraser,
  identitiesEraser,
  stays(
    'preferences',
    ['ADDRESS MAIL'],
    { vi: 'Bằng chứng từ chối', en: 'Proof of the refusal' },
    {
      vi: 'Mã băm có khoá của địa chỉ, với lời từ chối mọi quảng cáo: để không ai gửi lại.',
      en: 'A keyed digest of the address with a refusal of all advertising, so that none is sent again.',
    },
  ),
  stays(
    'texts',
    ['PHONE DONOTCALL'],
    { vi: 'Số không nhận quảng cáo', en: 'Number that wants no advertising' },
    {
      vi: 'Mã băm có khoá của số: để không ai gọi hay nhắn quảng cáo cho số này.',
      en: 'A keyed digest of the number, so that nobody calls or texts it to advertise.',
    },
  ),
  defineEraser({
    capability: 'texts',
    items: ['PHONE TEXTS'],
    name: { vi: 'Bộ đếm tin nhắn của số', en: 'Counter of texts to a number' },
    fate: {
      becomes: 'expires',
      withinDays: 4,
      why: {
        vi: 'Chỉ có mã băm của số và giờ của các tin trong ngày, tự mất.',
        en: 'A digest of the number and when texts went within the day; it goes by itself.',
      },
    },
  }),
  stays(
    'erasing',
    ['ERASED MARK'],
    { vi: 'Dấu đã xoá', en: 'Mark of the erasure' },
    {
      vi: 'Mã băm có khoá của địa chỉ và số: để tệp nhập về sau không đưa người này trở lại.',
      en: 'Keyed digests of address and number, so that no later import brings the person back.',
    },
  ),
  stays(
    'erasing',
    ['ERASURE STATE'],
    { vi: 'Bản ghi việc xoá', en: 'Record of the erasure' },
    { vi: 'Chứng nhận này; để áp dụng lại sau khi khôi phục dữ liệu.', en: 'This certificate; it is applied again after a restore.' },
  ),
  factsEraser,
  stays(
    'purchases',
    ['ORDER GUARD'],
    { vi: 'Mã băm của số đơn', en: 'Digest of the order number' },
    {
      vi: 'Để cửa hàng báo lại đơn cũ mà không đưa người này trở lại.',
      en: 'So that a shop that tells of the order again does not bring the person back.',
    },
  ),
  derived('requests', ['REQUEST ANSWER'], 'Câu trả lời giữ cho yêu cầu lặp lại', 'Answers kept for repeated requests'),
  defineEraser({
    capability: 'calls',
    items: ['CALL CALL'],
    name: { vi: 'Cuộc gọi tới hệ thống khác', en: 'Calls to other systems' },
    fate: {
      becomes: 'expires',
      withinDays: 32,
      why: {
        vi: 'Cuộc gọi còn chờ bị xoá; của cuộc gọi đã kết thúc chỉ còn mã, từ khoá của sự kiện và lần thử. Câu trả lời chưa được lấy đi thì tự mất sau nhiều nhất 18 ngày.',
        en: 'Calls that wait go; of those that have ended ids, words of events and attempts are left. An answer that nobody has taken yet goes by itself within 18 days.',
      },
    },
  }),
  defineEraser({
    capability: 'platform',
    // No items of the table: the table as it was.
    items: [],
    name: { vi: 'Bản sao lưu', en: 'Backups' },
    fate: {
      becomes: 'expires',
      withinDays: backupDays,
      why: {
        vi: 'Có thể khôi phục dữ liệu của những ngày vừa qua; sau khi khôi phục, việc xoá này được áp dụng lại.',
        en: 'The data of the last days can be restored; after a restore this erasure is carried out again.',
      },
    },
  }),
  apart('firms', ['COMPANY COMPANY', 'COMPANY MERGE', 'TAXCODE GUARD', 'DOMAIN CLAIM'], 'Công ty', 'Firms'),
  apart(
    'mail',
    ['MAILBOX QUOTA', 'MAILBOX PROMISE', 'STRANGERS STATE', 'STRANGERS ENDED', 'STRANGERS *', 'MAILHOST SERVERS'],
    'Bộ đếm thư',
    'Counters of mails',
  ),
  apart('capture', ['REPEAT GUARD', 'CLIENT WINDOW', 'TOKEN USES', 'HELD HOUR'], 'Bộ đếm bài gửi', 'Counters of posts'),
  apart('entering', ['CHECKS HOUR'], 'Nhật ký hỏi trùng', 'Who asked whether somebody is known'),
  apart(
    'routing',
    ['POOL STATE', 'POOL BOOKING', 'WAIT SPLIT', 'WAIT RING', 'REP TAKEN', 'REP DUTY', 'REP LEAVE', 'REP LOAD'],
    'Sổ của nhóm',
    'Ledgers of pools',
  ),
  importsEraser,
  exportsEraser,
  repliesEraser,
  lettersEraser,
  apart('exports', ['EXPORTS EXPORT', 'EXPORTS DAY'], 'Nhật ký xuất danh sách', 'Who took lists out'),
  apart(
    'imports',
    ['IMPORTS IMPORT', 'IMPORTS *'],
    'Danh sách đã tải lên, cách đọc cột',
    'Lists that were brought, how their columns are read',
  ),
  apart(
    'connectors',
    ['CONNECTOR STATE', 'CONNECTOR LOOKS', 'CONNECTOR TOKENS'],
    'Bộ đếm và mã truy cập của kết nối',
    'Counters and tokens of connectors',
  ),
  apart('registrations', ['EVENT STATE'], 'Sổ chỗ của sự kiện', 'Ledgers of events'),
  apart('splits', ['SPLITS SPLIT', 'SPLIT PLAN', 'SPLIT MOVE'], 'Đợt chia', 'Splits'),
  apart(
    'forecasts',
    ['FORECAST STATE', 'FORECAST ROWS'],
    'Dự báo đã lưu, không có mã khách',
    'Forecasts that were kept, without ids of leads',
  ),
  apart('experiments', ['EXPERIMENT STANDING'], 'Thử nghiệm hai thư, không có mã khách', 'Experiments of mails, without ids of leads'),
  apart('targets', ['TARGETS REP', 'TARGETS POOL'], 'Chỉ tiêu', 'Targets'),
  apart('spend', ['SPEND LINE'], 'Chi phí quảng cáo', 'What advertising cost'),
  apart('rights', ['RIGHTS REQUEST', 'BREACH STATE'], 'Sổ yêu cầu và sự cố', 'Register of requests and breaches'),
  apart('timers', ['DUE *'], 'Hẹn giờ', 'Timers'),
  apart('event-webhooks', ['WEBHOOKS ENDPOINT'], 'Địa chỉ nhận sự kiện', 'Addresses that are told of events'),
  apart(
    'notices',
    [
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
    ],
    'Thông báo cho nhân viên',
    'Notices of reps',
  ),
  apart('digests', ['REP DIGESTCHOICE', 'REP NUMBERS'], 'Số liệu gửi cho nhân viên', 'Digests of numbers for reps'),
  apart(
    'config',
    ['CONFIG CHECK', 'CONFIG CURRENT', 'CONFIG VERSION', 'CONFIG AT', 'CONFIG DOCUMENT', 'CONFIG ARTIFACT', 'COMPILED *', 'VIEWS VIEW'],
    'Cấu hình và danh sách đã lưu',
    'Configuration and saved lists',
  ),
  apart(
    'platform',
    ['ACCOUNTS STATE', 'RATE BUCKET', 'SEGMENTS STATE', 'SEGMENTS *', 'SEQUENCES *'],
    'Trạng thái hệ thống',
    'State of the system',
  ),
];
