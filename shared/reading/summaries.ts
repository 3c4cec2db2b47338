import { z } from 'zod';
import { type Locale, Temperature, type TimelineEntry } from '../leads/index.ts';
import { type RuleLabels, renderTemperature, renderTemperatureChange, ruleLabels } from '../scoring/index.ts';
import type { EventType, LinkedEvent } from '../tracking/index.ts';
import type { Names } from './views.ts';

/** One line of a lead's history for a person to read. Entries carry ids and names of fields; words are put here, at reading. */
export function summarise(entry: Pick<TimelineEntry, 'type' | 'data'>, locale: Locale, names: Names): string {
  const write = writers[entry.type];
  return write ? write(Data.parse(entry.data), names)[locale] : entry.type;
}

const Data = z.looseObject({
  submission: z.object({ sourceId: z.string() }).nullish(),
  fields: z.array(z.string()).default([]),
  /** Left out for roles that do not see contact details. */
  proposed: z.array(z.string()).optional(),
  repId: z.string().nullish(),
  poolId: z.string().nullish(),
  kind: z.string().default(''),
  reason: z.string().default(''),
  feedback: z.string().default(''),
  otherLeadId: z.string().default(''),
  engagementIds: z.array(z.string()).default([]),
  weak: z.boolean().default(false),
  temperature: Temperature.nullish(),
  from: Temperature.catch('cold'),
  to: Temperature.catch('cold'),
  rules: z.array(z.string()).default([]),
});
type Data = z.infer<typeof Data>;
type Both = Record<Locale, string>;

const fieldNames: Record<string, Both> = {
  fullName: { vi: 'họ tên', en: 'name' },
  email: { vi: 'e-mail', en: 'e-mail' },
  phone: { vi: 'điện thoại', en: 'phone' },
  extraPhones: { vi: 'số điện thoại khác', en: 'other phones' },
  company: { vi: 'công ty', en: 'company' },
  title: { vi: 'chức danh', en: 'title' },
  province: { vi: 'tỉnh, thành', en: 'province' },
  product: { vi: 'sản phẩm', en: 'product' },
};

function list(fields: readonly string[], locale: Locale): string {
  return fields.map((field) => fieldNames[field]?.[locale] ?? field).join(', ');
}

/** What a post of a known person says: what the record took over, and what it only said, for nobody has proved it. */
function newsOf(fields: readonly string[], proposed: readonly string[] | undefined, locale: Locale): string {
  const isVi = locale === 'vi';
  if (fields.length === 0 && proposed?.length === 0) return isVi ? ', không có thông tin mới' : ', nothing new';
  const taken = fields.length === 0 ? '' : `${isVi ? ', có thông tin mới: ' : ', with news: '}${list(fields, locale)}`;
  if (proposed === undefined || proposed.length === 0) return taken;
  return `${taken}${isVi ? ', còn ghi khác (chưa xác nhận): ' : ', also said otherwise (unproven): '}${list(proposed, locale)}`;
}

const kinds: Record<string, Both> = {
  assignedNotice: { vi: 'thông báo lead mới', en: 'new lead notice' },
  repeatNotice: { vi: 'thông báo khách gửi lại', en: 'notice of a repeat post' },
  hotNotice: { vi: 'thông báo lead nóng', en: 'hot lead notice' },
  welcome: { vi: 'thư chào mừng', en: 'welcome mail' },
  followUp: { vi: 'thư hỏi thăm sau hai ngày', en: 'follow-up after two days' },
};

const failures: Record<string, Both> = {
  suppressed: { vi: 'địa chỉ đã ngừng nhận thư', en: 'the address receives no more mail' },
  rejected: { vi: 'máy chủ thư từ chối', en: 'the mail service refused it' },
  inDoubt: { vi: 'không rõ đã gửi hay chưa nên không gửi lại', en: 'it may have been sent, so it is not sent again' },
  expired: { vi: 'đã quá hạn', en: 'it came too late' },
  withoutToken: { vi: 'bài gửi không qua biểu mẫu của mình', en: 'the post did not come from a form that we handed out' },
  roleAddress: {
    vi: 'địa chỉ dùng chung (info@, sales@…), không gửi tự động',
    en: 'a shared address (info@, sales@ …) gets no automatic mail',
  },
  ownAddress: { vi: 'địa chỉ của chính công ty', en: "the address is the company's own" },
  mailboxQuota: { vi: 'hộp thư này đã nhận thư trong 24 giờ qua', en: 'this mailbox was written to in the last 24 hours' },
  ownerUnknown: { vi: 'người phụ trách không còn trong cấu hình', en: 'the owner is no longer configured' },
};

const kindOf = ({ kind }: Data): Both => kinds[kind] ?? { vi: kind, en: kind };

const visitVerbs: Record<EventType, Both> = {
  page_view: { vi: 'Xem trang', en: 'Viewed' },
  page_leave: { vi: 'Rời trang', en: 'Left' },
  click: { vi: 'Bấm trên trang', en: 'Clicked on' },
  form_start: { vi: 'Bắt đầu điền biểu mẫu trên trang', en: 'Started a form on' },
  form_submit: { vi: 'Gửi biểu mẫu trên trang', en: 'Posted a form on' },
  add_to_cart: { vi: 'Thêm vào giỏ hàng trên trang', en: 'Put into the cart on' },
  checkout_start: { vi: 'Bắt đầu thanh toán trên trang', en: 'Began to check out on' },
  purchase: { vi: 'Mua hàng trên trang', en: 'Purchased on' },
  download: { vi: 'Tải tệp từ trang', en: 'Downloaded from' },
  custom: { vi: 'Thao tác trên trang', en: 'Did something on' },
};
/** What the tracker calls the event that it reports where a link in our mail led. */
const mailLinkName = 'mail_link';
const mailLinkVerb: Both = { vi: 'Từ đường dẫn trong thư đến trang', en: 'Came by a link in a mail to' };

/** Why opens and clicks are graded anew, as far as there are words for it that help. */
const regradings: Record<string, Both> = {
  hiddenLink: { vi: 'phần mềm đã bấm liên kết ẩn', en: 'a machine followed the hidden link' },
  sweep: { vi: 'phần mềm đã bấm hàng loạt liên kết', en: 'a machine followed link after link' },
  nearScan: { vi: 'do phần mềm kiểm tra thư', en: 'a mail scanner made them' },
  scannerAddress: { vi: 'do phần mềm kiểm tra thư', en: 'a mail scanner made them' },
  laterClick: { vi: 'khách đã bấm tiếp', en: 'the person went on clicking' },
  visit: { vi: 'khách đã vào trang ngay sau đó', en: 'the person came to the site with it' },
  verdict: { vi: 'theo xác nhận', en: 'as somebody said' },
};

/** What a visitor did, in a few words. */
export function summariseVisit({ type, title, url, durationMs, props }: LinkedEvent, locale: Locale): string {
  const verb = type === 'custom' && props?.name === mailLinkName ? mailLinkVerb : visitVerbs[type];
  const seconds = durationMs === undefined ? null : Math.round(durationMs / 1_000);
  const stayed = seconds === null ? '' : locale === 'vi' ? ` sau ${seconds} giây` : ` after ${seconds} s`;
  return `${verb[locale]} ${title ?? (URL.canParse(url) ? new URL(url).pathname : url)}${stayed}`;
}

const noLabels: RuleLabels = new Map();

/** Of scoring rules as they are now: one that is gone is not named. */
function labelsOf({ scoring }: Names): RuleLabels {
  const rules = scoring.documents.get('scoring');
  return rules ? ruleLabels(rules) : noLabels;
}

/** `, đang ấm`: entries of an earlier version do not tell. */
function temperatureOf({ temperature }: Data, locale: Locale): string {
  if (!temperature) return '';
  const name = renderTemperature(temperature, locale).name.toLocaleLowerCase(locale);
  return locale === 'vi' ? `, đang ${name}` : `, ${name}`;
}

const writers: Record<string, (data: Data, names: Names) => Both> = {
  'lead.created': (data) => ({
    vi: `Lead mới từ biểu mẫu ${data.submission?.sourceId}${temperatureOf(data, 'vi')}`,
    en: `New lead from the form ${data.submission?.sourceId}${temperatureOf(data, 'en')}`,
  }),
  'lead.temperature_changed': (data, names) => ({
    vi: renderTemperatureChange(data, 'vi', labelsOf(names)),
    en: renderTemperatureChange(data, 'en', labelsOf(names)),
  }),
  'lead.updated': ({ fields }) => ({ vi: `Cập nhật ${list(fields, 'vi')}`, en: `Updated ${list(fields, 'en')}` }),
  'submission.linked': ({ submission, fields, proposed }) => ({
    vi: `Khách gửi lại biểu mẫu ${submission?.sourceId}${newsOf(fields, proposed, 'vi')}`,
    en: `Posted the form ${submission?.sourceId} again${newsOf(fields, proposed, 'en')}`,
  }),
  'lead.merge_candidate_found': ({ otherLeadId, reason }) =>
    otherLeadId === ''
      ? { vi: 'Có thể trùng với một lead khác', en: 'May be the same person as another lead' }
      : {
          vi: `Có thể trùng với lead ${otherLeadId} (${reason === 'samePhone' ? 'cùng số điện thoại' : 'e-mail và số điện thoại thuộc hai lead'})`,
          en: `May be the same person as lead ${otherLeadId} (${reason === 'samePhone' ? 'same phone' : 'e-mail and phone of two leads'})`,
        },
  'lead.assigned': ({ repId, poolId }, { reps, pools }) => {
    const rep = reps.documents.get(repId ?? '')?.name ?? repId;
    const pool = pools.documents.get(poolId ?? '')?.name ?? { vi: poolId, en: poolId };
    return { vi: `Giao cho ${rep} (${pool.vi})`, en: `Assigned to ${rep} (${pool.en})` };
  },
  'lead.unassigned': ({ poolId }, { pools }) => {
    const pool = pools.documents.get(poolId ?? '')?.name ?? { vi: poolId, en: poolId };
    return { vi: `Chưa có người phụ trách trong nhóm ${pool.vi}`, en: `No owner in the pool ${pool.en}` };
  },
  'visitor.linked': ({ weak }) => ({
    vi: weak
      ? 'Đường dẫn trong thư gửi lead này được mở trên một thiết bị: lịch sử truy cập ở đó có lẽ là của lead này'
      : 'Lịch sử truy cập trên một thiết bị được gắn với lead này',
    en: weak
      ? 'A link in a mail to this lead was opened on a device: the history of visits there is probably theirs'
      : 'The history of visits on a device belongs to this lead',
  }),
  'visitor.unlinked': ({ reason }) => ({
    vi:
      reason === 'superseded'
        ? 'Lịch sử truy cập của một thiết bị không còn được coi là của lead này, vì đã biết rõ hơn về thiết bị đó'
        : 'Đã gỡ lịch sử truy cập của một thiết bị khỏi lead này',
    en:
      reason === 'superseded'
        ? "A device's history of visits is no longer taken for this lead's, because more became known of the device"
        : "A device's history of visits was taken off this lead",
  }),
  'mail.sent': (data) => ({ vi: `Đã gửi ${kindOf(data).vi}`, en: `Sent: ${kindOf(data).en}` }),
  'mail.failed': (data) => ({
    vi: `Không gửi ${kindOf(data).vi}: ${failures[data.reason]?.vi ?? data.reason}`,
    en: `Not sent: ${kindOf(data).en}; ${failures[data.reason]?.en ?? data.reason}`,
  }),
  'engagement.regraded': ({ reason, engagementIds }) => ({
    vi: `Đánh giá lại lượt mở, bấm trong thư (${engagementIds.length}): ${regradings[reason]?.vi ?? 'có dấu hiệu mới'}`,
    en: `Looked again at opens and clicks in a mail (${engagementIds.length}): ${regradings[reason]?.en ?? 'there is new evidence'}`,
  }),
  'mail.bounced': (data) => ({
    vi: data.feedback === 'complaint' ? `Khách báo thư rác: ${kindOf(data).vi}` : `Thư bị trả lại: ${kindOf(data).vi}`,
    en: data.feedback === 'complaint' ? `Complaint about: ${kindOf(data).en}` : `Bounced: ${kindOf(data).en}`,
  }),
};
