import { type Both, both } from './words.ts';

export type RecipientId = 'aws' | 'ses' | 'telegram' | 'webhooks' | 'endpoints' | 'platforms' | 'advertisers';

/** Somebody outside of the company who gets data, and as what. */
export interface Recipient {
  readonly id: RecipientId;
  readonly name: Both;
  readonly role: Both;
  readonly gets: Both;
  readonly where: Both;
  /** Kinds of calls by which data goes there. */
  readonly calls: readonly string[];
}

const inRegion = both('Region của bản triển khai (xem hồ sơ chuyển)', 'the Region of the deployment (see the dossier)');

/** Everybody outside of the company to whom the product sends something. */
export const recipients: readonly Recipient[] = [
  {
    id: 'aws',
    name: both(
      'Amazon Web Services (DynamoDB, S3, Lambda, SQS, EventBridge, Cognito, CloudWatch)',
      'Amazon Web Services (DynamoDB, S3, Lambda, SQS, EventBridge, Cognito, CloudWatch)',
    ),
    role: both('bên xử lý dữ liệu: lưu trữ và tính toán', 'processor: storage and computing'),
    gets: both(
      'mọi lớp dữ liệu, mã hoá khi lưu và khi truyền; nhật ký không chứa dữ liệu người',
      'every class, encrypted at rest and in transit; logs hold nothing of a person',
    ),
    where: inRegion,
    calls: [],
  },
  {
    id: 'ses',
    name: both('Amazon SES', 'Amazon SES'),
    role: both('bên xử lý dữ liệu: gửi thư', 'processor: sending mails'),
    gets: both(
      'địa chỉ, tên và nội dung của từng thư; không lưu lại sau khi gửi',
      'address, name and words of each mail; kept no longer than sending takes',
    ),
    where: inRegion,
    calls: [],
  },
  {
    id: 'telegram',
    name: both('Telegram', 'Telegram'),
    role: both('bên thứ ba: kênh thông báo mà nhân viên tự chọn', 'third party: a channel that colleagues choose for themselves'),
    gets: both(
      'thông báo cho nhân viên: họ tên, số điện thoại (che, nếu nhóm che số), điều khách quan tâm',
      'notices to colleagues: name, phone number (masked where the pool masks it), what somebody is interested in',
    ),
    where: both('ngoài Việt Nam; máy chủ của Telegram', "outside Vietnam; Telegram's servers"),
    calls: ['telegram'],
  },
  {
    id: 'webhooks',
    name: both('Hệ thống của công ty hoặc của đối tác (webhook)', "Systems of the company's own or of partners (webhooks)"),
    role: both('do công ty chọn: bên xử lý hoặc bên thứ ba', 'as the company chooses: processor or third party'),
    gets: both(
      'mã, tên sự kiện và tên bước; không họ tên, không số, không địa chỉ',
      'ids, words of events and names of steps; no name, number or address',
    ),
    where: both('nơi địa chỉ của webhook trỏ tới', 'where the address of the webhook leads'),
    calls: ['webhook', 'noticeWebhook', 'probe'],
  },
  {
    // They are no part of the configuration, so that only the company can say which there are.
    id: 'endpoints',
    name: both(
      'Hệ thống nhận sự kiện mà quản trị viên kết nối (khi `GET /v1/webhooks` liệt kê địa chỉ nào)',
      'Systems that admins connected to hear of events (where `GET /v1/webhooks` lists any)',
    ),
    role: both('do công ty chọn: bên xử lý hoặc bên thứ ba', 'as the company chooses: processor or third party'),
    gets: both(
      'mã và tên sự kiện; với `lead: masked` thêm hồ sơ không họ tên, số, địa chỉ; với `lead: full` thêm cả hồ sơ liên hệ',
      'ids and words of events; with `lead: masked` the record without name, number and address; with `lead: full` all of the record',
    ),
    where: both('nơi từng địa chỉ trỏ tới: **[công ty điền]**', 'where each address leads: **[to be filled in by the company]**'),
    calls: ['event'],
  },
  {
    id: 'advertisers',
    name: both(
      'Meta, Google (khi kết nối có `conversions`: báo lại kết quả)',
      'Meta, Google (where a connector has `conversions`: they are told what became of leads)',
    ),
    role: both('bên thứ ba; bên kiểm soát dữ liệu riêng theo điều khoản của họ', 'third party; a controller of its own by its terms'),
    gets: both(
      'mã của chính nền tảng cho khách hoặc lượt bấm, giai đoạn, thời điểm, số tiền đã thu; với `withContact` thêm mã băm SHA-256 của email và số điện thoại',
      "the platform's own id of the lead or the click, the stage, the moment, what was paid; with `withContact` SHA-256 digests of the e-mail address and the phone number",
    ),
    where: both('ngoài Việt Nam', 'outside Vietnam'),
    calls: ['googleConversions', 'googleToken', 'metaConversions'],
  },
  {
    id: 'platforms',
    name: both('Meta, Zalo, TikTok (khi có kết nối hỏi lại nền tảng)', 'Meta, Zalo, TikTok (where a connector asks its platform)'),
    role: both('nguồn dữ liệu: nơi người điền biểu mẫu', 'source: where people filled forms in'),
    gets: both(
      'mã của chính nền tảng cho khách và biểu mẫu; không gì khác',
      "the platform's own ids of leads, people and forms; nothing else",
    ),
    where: both('ngoài Việt Nam (Meta, TikTok); Zalo ở Việt Nam', 'outside Vietnam (Meta, TikTok); Zalo in Vietnam'),
    calls: ['metaFormLeads', 'metaForms', 'metaLead', 'tikTokLead', 'zaloPeople', 'zaloPerson', 'zaloRefresh'],
  },
];
