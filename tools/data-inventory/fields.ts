import type { UserConfig } from '../../shared/access/user-config.ts';
import type { LoggedCall } from '../../shared/call-log/logged-call.ts';
import type { Submission } from '../../shared/capture/submission.ts';
import type { Engagement } from '../../shared/engagement/record.ts';
import type { Firm } from '../../shared/firms/firm.ts';
import type { Lead } from '../../shared/leads/record.ts';
import type { Mail } from '../../shared/mail/record.ts';
import type { Opportunity } from '../../shared/needs/record.ts';
import type { Note } from '../../shared/notes/note.ts';
import type { Profile, ValueField } from '../../shared/profiles/profile.ts';
import type { Purchase } from '../../shared/purchases/record.ts';
import type { RepConfig } from '../../shared/routing/rep-config.ts';
import type { Task } from '../../shared/tasks/record.ts';
import type { SentText } from '../../shared/texts/sent-text.ts';
import type { VisitEvent } from '../../shared/tracking/event.ts';
import { type Both, both } from './words.ts';

/**
 * How much a field tells of a person. `basic`, `sensitive`: as Decree 356/2025 parts them (Art. 3 and 4; behaviour on the net is sensitive). `free`: text
 * in which anything may stand. `linked`: an id or a keyed digest, which leads to a person only together with the record.
 */
export type Sort = 'basic' | 'sensitive' | 'free' | 'linked';

/** What a field of a record tells of a person; null: nothing, as numbers of versions and moments of writes. */
export interface FieldLine {
  readonly sort: Sort;
  readonly says: Both;
}
export type Fields<Name extends string = string> = Readonly<Record<Name, FieldLine | null>>;

const of =
  (sort: Sort) =>
  (vi: string, en: string): FieldLine => ({ sort, says: both(vi, en) });
const basic = of('basic');
const sensitive = of('sensitive');
const free = of('free');
const linked = of('linked');
const record = linked('mã hồ sơ', 'id of the record');
const colleague = linked('mã nhân viên', 'id of a colleague');
const answers = basic('câu trả lời cho câu hỏi riêng của công ty', "answers to the company's own questions");
const consents = basic('đồng ý và từ chối, kèm bằng chứng', 'what was agreed to and refused, with its proof');

export const leadFields: Fields<keyof Lead> = {
  leadId: record,
  mergedInto: record,
  members: record,
  version: null,
  createdAt: null,
  updatedAt: null,
  fullName: basic('họ tên', 'full name'),
  nameKey: basic('họ tên không dấu', 'full name, folded'),
  otherNames: basic('tên khác của cùng người', 'other names of the person'),
  email: basic('địa chỉ e-mail', 'e-mail address'),
  emails: basic('địa chỉ e-mail khác', 'other e-mail addresses'),
  emailTyped: basic('địa chỉ e-mail gõ sai', 'what was typed for an e-mail address'),
  phone: basic('số điện thoại', 'phone number'),
  extraPhones: basic('số điện thoại khác', 'other phone numbers'),
  company: basic('nơi làm việc', 'employer'),
  companyId: linked('mã công ty', 'id of the firm'),
  title: basic('chức danh', 'job title'),
  region: basic('tỉnh thành, vùng', 'province and region'),
  products: basic('sản phẩm quan tâm', 'products of interest'),
  locale: basic('ngôn ngữ', 'language'),
  stage: basic('giai đoạn khách hàng', 'stage as a customer'),
  status: basic('tình trạng, lý do dừng', 'status, and why it ended'),
  statusSet: basic('tình trạng, lý do dừng', 'status, and why it ended'),
  moved: null,
  evidence: basic('những gì đã làm, đã mua', 'what was done and bought'),
  owner: colleague,
  routing: null,
  source: basic('trang và chiến dịch đã dẫn tới', 'page and campaign that led here'),
  consent: consents,
  tags: free('thẻ do nhân viên đặt', 'marks of colleagues'),
  extra: answers,
  openProposals: null,
  referredBy: linked('hồ sơ người giới thiệu', 'record of who referred them'),
  leftCart: basic('giỏ hàng bỏ dở', 'cart that was left'),
  unseen: null,
};

export const profileFields: Fields<keyof Profile | ValueField> = {
  leadId: record,
  version: null,
  values: null,
  gender: basic('giới tính', 'gender'),
  ageBand: basic('nhóm tuổi', 'age band'),
  readiness: basic('khi nào định mua', 'when they mean to buy'),
  customerKind: basic('khách cá nhân hay doanh nghiệp', 'private or business customer'),
  satisfaction: basic('mức hài lòng', 'satisfaction'),
  incomeBand: basic('nhóm thu nhập', 'income band'),
  address: basic('địa chỉ', 'postal address'),
  needs: basic('nhu cầu', 'needs'),
  interests: basic('sở thích', 'interests'),
  buyingHabits: basic('thói quen mua', 'buying habits'),
  feedback: free('góp ý', 'remarks about us'),
  opinions: free('ý kiến trong khảo sát', 'opinions in surveys'),
};

export const postFields: Fields<keyof Submission> = {
  channel: null,
  sourceId: null,
  submissionId: linked('mã bài gửi', 'id of the post'),
  contentHash: null,
  receivedAt: null,
  happenedAt: null,
  formVersion: null,
  fields: basic(
    'mọi ô đã điền: họ tên, e-mail, điện thoại, lời nhắn và câu trả lời',
    'all that was filled in: name, e-mail, phone, message and answers',
  ),
  extra: free('ô mà biểu mẫu không biết', 'fields that the form does not know'),
  droppedFiles: free('tên tệp đính kèm (tệp không được giữ)', 'names of attached files (the files are not kept)'),
  context: sensitive('trang, chiến dịch, mã thiết bị nếu đã đồng ý', 'page, campaign, and id of the device where agreed to'),
  consent: consents,
  sender: linked('mã băm có khoá của địa chỉ mạng và trình duyệt', 'keyed digests of network address and browser'),
  enteredBy: colleague,
  listed: colleague,
  tags: free('thẻ do cửa hàng hoặc nền tảng gắn', 'marks of a shop or a platform'),
  invited: linked('mã lead và mã thư của liên kết khảo sát', 'id of the lead and of the mail whose link it came by'),
  delivered: sensitive('mã lượt bấm quảng cáo nếu đã đồng ý', 'ids of clicks on advertisements, where agreed to'),
  releasedAt: null,
};

export const visitFields: Fields<keyof VisitEvent> = {
  id: null,
  type: sensitive('việc đã làm trên trang', 'what was done on a page'),
  at: sensitive('thời điểm', 'when'),
  url: sensitive('trang đã xem', 'pages seen'),
  title: sensitive('tên trang', 'titles of pages'),
  ref: sensitive('trang trước đó', 'the page before'),
  durationMs: sensitive('thời gian xem', 'time spent'),
  props: sensitive('sản phẩm, giỏ hàng, số tiền', 'product, cart, amount'),
};

export const mailFields: Fields<keyof Mail> = {
  leadId: record,
  mailId: null,
  kind: basic('loại thư đã gửi', 'which mail was sent'),
  audience: null,
  status: basic('thư tới nơi hay không', 'whether a mail arrived'),
  askedBy: null,
  templateVersion: null,
  trial: null,
  leadVersion: null,
  correlationId: null,
  plannedAt: null,
  updatedAt: null,
  attempts: null,
  ordinal: null,
  attemptId: null,
  leaseUntil: null,
  unknownSince: null,
  messageId: linked('mã thư của SES', "SES' id of the mail"),
  address: linked('mã băm có khoá của địa chỉ', 'keyed digest of the address'),
  ofLead: record,
  digest: null,
  plannedFor: null,
  waitsUntil: null,
  reason: basic('vì sao không gửi', 'why it was not sent'),
};

export const engagementFields: Fields<keyof Engagement> = {
  id: null,
  action: sensitive('mở thư, bấm liên kết', 'opens and clicks'),
  at: sensitive('thời điểm', 'when'),
  link: sensitive('liên kết đã bấm', 'which link'),
  agent: sensitive('loại chương trình đọc thư', 'kind of mail program'),
  isGet: null,
  network: linked('mã băm của mạng, mỗi thư một khác', 'digest of the network, another one in each mail'),
  isVisited: sensitive('có vào trang sau đó không', 'whether a visit followed'),
  verdict: null,
};

export const callFields: Fields<keyof LoggedCall> = {
  leadId: record,
  callId: null,
  at: basic('thời điểm gọi', 'when somebody called'),
  loggedAt: null,
  by: colleague,
  repId: colleague,
  outcome: basic('kết quả cuộc gọi', 'how the call ended'),
  isReached: basic('kết quả cuộc gọi', 'how the call ended'),
  durationMs: basic('thời lượng', 'how long it took'),
  phone: linked('mã băm có khoá của số', 'keyed digest of the number'),
  note: free('ghi chú cuộc gọi', 'note of the call'),
  callbackAt: basic('hẹn gọi lại', 'when to call again'),
  subject: null,
  following: null,
  protectedUntil: null,
  ended: null,
  statusBefore: null,
  consentBefore: consents,
};

export const noteFields: Fields<keyof Note> = {
  leadId: record,
  noteId: null,
  version: null,
  at: null,
  by: colleague,
  text: free('ghi chú của nhân viên', 'what a colleague noted'),
  editedAt: null,
  told: colleague,
};

export const textFields: Fields<keyof SentText> = {
  leadId: record,
  textId: null,
  at: null,
  by: colleague,
  repId: colleague,
  script: null,
  channel: null,
  purpose: null,
  phone: linked('mã băm có khoá của số', 'keyed digest of the number'),
  text: free('tin nhắn nhân viên đã gửi', 'the text that a colleague sent'),
  parts: null,
  ended: null,
};

export const taskFields: Fields<keyof Task> = {
  leadId: record,
  name: null,
  version: null,
  subject: null,
  kind: null,
  reason: null,
  title: free('việc cần làm', 'what is to be done'),
  note: free('ghi chú của việc', 'note of a task'),
  dueAt: basic('thời điểm hẹn', 'when'),
  remindAt: null,
  ownerRepId: colleague,
  isHandedOver: null,
  createdBy: colleague,
  createdAt: null,
  status: null,
  endedAt: null,
  snoozes: null,
  script: null,
  afterOutcome: null,
  undo: null,
  revealedAt: null,
};

export const opportunityFields: Fields<keyof Opportunity> = {
  opportunityId: null,
  leadId: record,
  version: null,
  product: basic('sản phẩm', 'product'),
  pipelineId: null,
  stageId: basic('bước bán hàng', 'step of the sale'),
  stageSince: null,
  amount: basic('số tiền', 'amount'),
  expectedClose: null,
  proposal: free('tên tệp báo giá', 'name of the offer'),
  state: basic('thắng hay thua', 'won or lost'),
  closed: basic('thắng hay thua, lý do', 'won or lost, and why'),
  openedAt: null,
  openedBy: colleague,
  acceptedAt: null,
  subject: null,
  owner: colleague,
  poolId: null,
  lastOwner: colleague,
  purchaseIds: null,
  updatedAt: null,
};

export const purchaseFields: Fields<keyof Purchase> = {
  purchaseId: linked('mã băm của số đơn', 'digest of the order number'),
  leadId: record,
  version: null,
  source: null,
  orderId: basic('số đơn', 'order number'),
  currency: null,
  recordedAt: null,
  opportunityId: null,
  facts: basic('hàng, số tiền, ngày mua, trả lại', 'goods, amounts, when bought and returned'),
  offers: null,
};

export const firmFields: Fields<keyof Firm> = {
  companyId: null,
  version: null,
  name: basic('tên công ty, hộ kinh doanh', 'name of a firm or household business'),
  nameDigest: null,
  taxCode: basic('mã số thuế; của hộ kinh doanh chỉ ba số cuối', 'tax code; of a household its last three digits alone'),
  domains: null,
  owner: colleague,
  createdAt: null,
  updatedAt: null,
  createdBy: null,
  mergedInto: null,
  members: null,
};

export const userFields: Fields<keyof UserConfig> = {
  id: colleague,
  email: basic('e-mail công việc', 'e-mail address at work'),
  name: basic('tên', 'name'),
  role: basic('vai trò', 'role'),
  repId: colleague,
  regions: null,
  pools: null,
  notify: basic('kênh nhận thông báo', 'where they hear of things'),
};

export const repFields: Fields<keyof RepConfig> = {
  id: colleague,
  name: basic('tên', 'name'),
  email: basic('e-mail công việc', 'e-mail address at work'),
  phone: basic('điện thoại', 'telephone'),
  locale: null,
  active: null,
  workingHours: basic('giờ làm', 'working hours'),
  zone: null,
  leave: basic('ngày nghỉ', 'leave'),
  notify: basic('kênh nhận thông báo', 'where they hear of things'),
  skills: basic('kỹ năng', 'skills'),
  caps: null,
};
