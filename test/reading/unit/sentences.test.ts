import { beforeAll, describe, expect, it } from '@jest/globals';
import { type DetailType, eventContracts } from '../../../events/index.ts';
import { EntryId, LeadId } from '../../../shared/platform/ids.ts';
import { entryView } from '../../../shared/reading/entries.ts';
import { readNames } from '../../../shared/reading/index.ts';
import type { Names } from '../../../shared/reading/views.ts';
import { createFixedConfig } from '../../support/lead-world/config.ts';

/** A mail that the product brings along. */
const ofSequence = { kind: 'sequenceMail', sequenceId: 'nhac-bao-gia', templateVersion: 'nhac-bao-gia.vi.0a1b2c3d' };

/** What is changed in the data of the contract's example, and the line in both languages. */
type Case = readonly [type: DetailType, more: Record<string, unknown>, vi: string, en: string];

const told: readonly Case[] = [
  ['lead.created', {}, 'Lead mới từ biểu mẫu “Nhờ tư vấn”, đang ấm', 'New lead from the form “Ask for advice”, warm'],
  ['lead.updated', {}, 'Cập nhật công ty', 'Updated company'],
  [
    'submission.linked',
    {},
    'Khách gửi lại biểu mẫu “Nhờ tư vấn”, có thông tin mới: công ty, còn ghi khác (chưa xác nhận): e-mail',
    'Posted the form “Ask for advice” again, with news: company, also said otherwise (unproven): e-mail',
  ],
  [
    'lead.merge_candidate_found',
    {},
    'Có thể trùng với lead L01K9ZQ3V7N8Q0WJ9F4TE6H1KCN (cùng số điện thoại)',
    'May be the same person as lead L01K9ZQ3V7N8Q0WJ9F4TE6H1KCN (same phone)',
  ],
  ['lead.assigned', { repId: 'rep-anh' }, 'Giao cho Nguyễn Minh Anh (Miền Nam)', 'Assigned to Nguyễn Minh Anh (South)'],
  ['lead.unassigned', {}, 'Chưa có người phụ trách trong nhóm Miền Nam', 'No owner in the pool South'],
  [
    'lead.temperature_changed',
    {},
    'Trở nên nóng: gửi yêu cầu tư vấn, cho hàng vào giỏ, xem bảng giá',
    'Became hot: asked for advice, put something into the cart, looked at the prices',
  ],
  [
    'call.logged',
    {},
    'Gọi lần 3: Hẹn gọi lại (1 phút 35 giây); hẹn lúc 09:00, 23/11/2026',
    'Call 3: Call back (1 min 35 s); to be called at 09:00, 23 Nov 2026',
  ],
  [
    'call.logged',
    { outcome: 'noAnswer', durationMs: null, attempts: 1, next: { task: 'call', dueAt: '2026-11-23T02:00:00.000Z' } },
    'Gọi lần 1: Không nghe máy',
    'Call 1: No answer',
  ],
  ['call.logged', { outcome: 'voicemail', durationMs: 9_000, next: null }, 'Gọi lần 3: voicemail (9 giây)', 'Call 3: voicemail (9 s)'],
  ['call.logged', { durationMs: 120_400, next: null }, 'Gọi lần 3: Hẹn gọi lại (2 phút)', 'Call 3: Call back (2 min)'],
  ['call.undone', {}, 'Bỏ cuộc gọi ghi nhầm: Sai số', 'Took back a call logged by mistake: Wrong number'],
  ['lead.stage_changed', {}, 'Chuyển giai đoạn từ lead sang MQL', 'Moved from lead to MQL'],
  ['lead.consent_changed', {}, 'Khách từ chối thư quảng cáo: Ưu đãi', 'Refused advertising mails: Offers'],
  ['lead.consent_changed', { topics: null }, 'Khách từ chối thư quảng cáo', 'Refused advertising mails'],
  [
    'lead.consent_changed',
    { change: 'paused', topics: null, until: '2026-12-22T02:00:00.000Z' },
    'Khách tạm ngừng nhận thư quảng cáo đến 09:00, 22/12/2026',
    'Paused advertising mails until 09:00, 22 Dec 2026',
  ],
  [
    'lead.status_changed',
    { repId: 'rep-anh' },
    'Trạng thái: đã loại: sai số – thôi giao cho Nguyễn Minh Anh',
    'Status: disqualified: a wrong number – taken off Nguyễn Minh Anh',
  ],
  [
    'lead.status_changed',
    { from: 'disqualified', to: 'active', reason: 'other', repId: null },
    'Trạng thái: đang chăm sóc',
    'Status: active',
  ],
  [
    'lead.handover_flagged',
    { repId: 'rep-anh' },
    'Cần xem lại việc bàn giao cho Nguyễn Minh Anh: đã rút lại độ nóng',
    'The hand-over to Nguyễn Minh Anh needs a second look; taken back: temperature',
  ],
  ['lead.fit_changed', {}, 'Mức phù hợp tăng từ C lên B', 'Fit rose from C to B'],
  ['lead.fit_changed', { from: 'A', to: 'D' }, 'Mức phù hợp giảm từ A xuống D', 'Fit fell from A to D'],
  ['lead.fit_changed', { to: 'E' }, 'Mức phù hợp đã thay đổi', 'The fit changed'],
  ['opportunity.opened', {}, 'Mở cơ hội Bán hàng (Mới mở)', 'Opened the opportunity Point of sale (New)'],
  [
    'opportunity.changed',
    {},
    'Cơ hội Bán hàng: từ Đã demo sang Đã gửi báo giá, gửi báo giá Bán hàng cơ bản',
    'Opportunity Point of sale: from Demo given to Proposal sent, proposal sent: Point of sale, basic',
  ],
  [
    'opportunity.changed',
    { fields: ['amount', 'expectedClose', 'accepted'], fromStage: null },
    'Cơ hội Bán hàng: giá trị 3.600.000\u00a0₫, dự kiến chốt 31/12/2026, bộ phận bán hàng đã nhận',
    'Opportunity Point of sale: value ₫3,600,000, expected to close on 2026-12-31, taken on by sales',
  ],
  ['opportunity.won', {}, 'Chốt thành công cơ hội Bán hàng, 3.600.000\u00a0₫', 'Won the opportunity Point of sale, ₫3,600,000'],
  ['opportunity.lost', {}, 'Mất cơ hội Bán hàng: Giá cao', 'Lost the opportunity Point of sale: Price'],
  ['opportunity.lost', { reason: 'gone' }, 'Mất cơ hội Bán hàng: gone', 'Lost the opportunity Point of sale: gone'],
  ['opportunity.reopened', {}, 'Mở lại cơ hội Bán hàng (Đã gửi báo giá)', 'Re-opened the opportunity Point of sale (Proposal sent)'],
  [
    'purchase.fact_voided',
    {},
    'Bỏ khỏi đơn hàng từ nguồn shop-hcm: đã thanh toán 1.500.000\u00a0₫ (ghi trùng); đơn không còn được tính là đã thanh toán đủ',
    'Taken off the order from the source shop-hcm: paid ₫1,500,000 (told twice); it no longer counts as fully paid',
  ],
  [
    'purchase.fact_voided',
    { source: 'manual', reason: 'other', became: null, fact: { kind: 'shipped', at: '2026-11-22T03:04:05.678Z', amount: null } },
    'Bỏ khỏi đơn hàng: đã gửi hàng',
    'Taken off the order: shipped',
  ],
  [
    'offer.suggested',
    {},
    'Gợi ý bán thêm: Kế toán và hóa đơn (giao việc gọi khách)',
    'Suggested as well: Accounting and e-invoices (a call is to do)',
  ],
  [
    'offer.suggested',
    { kind: 'upsell', as: 'tag', product: 'ban-hang', package: 'ban-hang-co-ban' },
    'Gợi ý nâng cấp: Bán hàng cơ bản',
    'Suggested as an upgrade: Point of sale, basic',
  ],
  ['mail.sent', {}, 'Đã gửi thư chào mừng', 'Sent: welcome mail'],
  ['mail.failed', {}, 'Không gửi thư chào mừng: địa chỉ đã ngừng nhận thư', 'Not sent: welcome mail; the address receives no more mail'],
  ['mail.bounced', {}, 'Thư bị trả lại: thư chào mừng', 'Bounced: welcome mail'],
  [
    'engagement.regraded',
    {},
    'Đánh giá lại lượt mở, bấm trong thư (2): phần mềm đã bấm liên kết ẩn',
    'Looked again at opens and clicks in a mail (2): a machine followed the hidden link',
  ],
  [
    'visitor.linked',
    {},
    'Lịch sử truy cập trên một thiết bị được gắn với lead này',
    'The history of visits on a device belongs to this lead',
  ],
  ['visitor.unlinked', {}, 'Đã gỡ lịch sử truy cập của một thiết bị khỏi lead này', "A device's history of visits was taken off this lead"],
  [
    'lead.created',
    { temperature: 'cold' },
    'Lead mới từ biểu mẫu “Nhờ tư vấn”, đang lạnh',
    'New lead from the form “Ask for advice”, cold',
  ],
  ['lead.created', { temperature: 'hot' }, 'Lead mới từ biểu mẫu “Nhờ tư vấn”, đang nóng', 'New lead from the form “Ask for advice”, hot'],
  ['lead.created', { temperature: undefined }, 'Lead mới từ biểu mẫu “Nhờ tư vấn”', 'New lead from the form “Ask for advice”'],
  [
    'lead.created',
    { temperature: 'cold', assignLater: true },
    'Lead mới từ biểu mẫu “Nhờ tư vấn”, đang lạnh; chưa nhờ tư vấn nên marketing giữ',
    'New lead from the form “Ask for advice”, cold; asked for no contact, so marketing keeps them',
  ],
  [
    'lead.updated',
    { fields: ['fullName', 'email', 'phone', 'extraPhones', 'company', 'title', 'province', 'product', 'shoeSize'] },
    'Cập nhật họ tên, e-mail, điện thoại, số điện thoại khác, công ty, chức danh, tỉnh, thành, sản phẩm, shoeSize',
    'Updated name, e-mail, phone, other phones, company, title, province, product, shoeSize',
  ],
  [
    'submission.linked',
    { fields: [], proposed: [] },
    'Khách gửi lại biểu mẫu “Nhờ tư vấn”, không có thông tin mới',
    'Posted the form “Ask for advice” again, nothing new',
  ],
  [
    'submission.linked',
    { submission: { channel: 'connector', sourceId: 'cua-hang', submissionId: 'o-1' }, fields: [], proposed: [] },
    'Cửa hàng An Nhiên báo về khách, không có thông tin mới',
    'The An Nhiên shop told of the person, nothing new',
  ],
  [
    'submission.linked',
    { fields: ['company', 'email'], proposed: [] },
    'Khách gửi lại biểu mẫu “Nhờ tư vấn”, có thông tin mới: công ty, e-mail',
    'Posted the form “Ask for advice” again, with news: company, e-mail',
  ],
  [
    'submission.linked',
    { fields: [], proposed: ['fullName', 'phone'] },
    'Khách gửi lại biểu mẫu “Nhờ tư vấn”, còn ghi khác (chưa xác nhận): họ tên, điện thoại',
    'Posted the form “Ask for advice” again, also said otherwise (unproven): name, phone',
  ],
  [
    'submission.linked',
    { fields: ['title'] },
    'Khách gửi lại biểu mẫu “Nhờ tư vấn”, có thông tin mới: chức danh, còn ghi khác (chưa xác nhận): e-mail',
    'Posted the form “Ask for advice” again, with news: title, also said otherwise (unproven): e-mail',
  ],
  [
    'submission.linked',
    { fields: [], proposed: undefined },
    'Khách gửi lại biểu mẫu “Nhờ tư vấn”',
    'Posted the form “Ask for advice” again',
  ],
  [
    'submission.linked',
    { proposed: undefined },
    'Khách gửi lại biểu mẫu “Nhờ tư vấn”, có thông tin mới: công ty',
    'Posted the form “Ask for advice” again, with news: company',
  ],
  [
    'lead.merge_candidate_found',
    { reason: 'emailAndPhoneOfTwoLeads' },
    'Có thể trùng với lead L01K9ZQ3V7N8Q0WJ9F4TE6H1KCN (e-mail và số điện thoại thuộc hai lead)',
    'May be the same person as lead L01K9ZQ3V7N8Q0WJ9F4TE6H1KCN (e-mail and phone of two leads)',
  ],
  ['lead.assigned', { repId: 'rep-gone', poolId: 'pool-gone' }, 'Giao cho rep-gone (pool-gone)', 'Assigned to rep-gone (pool-gone)'],
  [
    'lead.unassigned',
    { repId: 'rep-anh', reason: 'recalled' },
    'Thu hồi từ Nguyễn Minh Anh (Miền Nam)',
    'Took the lead back from Nguyễn Minh Anh (South)',
  ],
  ['lead.unassigned', { repId: 'rep-gone', reason: 'declined' }, 'rep-gone từ chối nhận (Miền Nam)', 'rep-gone declined (South)'],
  [
    'lead.unassigned',
    { repId: 'rep-anh', reason: 'recalled', subject: 'L1-1' },
    'Thu hồi nhu cầu khác từ Nguyễn Minh Anh (Miền Nam)',
    'Took another need back from Nguyễn Minh Anh (South)',
  ],
  [
    'lead.unassigned',
    { poolId: 'pool-gone', reason: 'poolUnknown' },
    'Chưa có người phụ trách trong nhóm pool-gone',
    'No owner in the pool pool-gone',
  ],
  [
    'lead.temperature_changed',
    { from: 'cold', to: 'warm' },
    'Trở nên ấm: gửi yêu cầu tư vấn, cho hàng vào giỏ, xem bảng giá',
    'Became warm: asked for advice, put something into the cart, looked at the prices',
  ],
  [
    'lead.temperature_changed',
    { from: 'cold', to: 'warm', reason: 'cooled' },
    'Trở nên ấm vì lâu không có hoạt động mới: gửi yêu cầu tư vấn, cho hàng vào giỏ, xem bảng giá',
    'Became warm as nothing new happened: asked for advice, put something into the cart, looked at the prices',
  ],
  [
    'mail.failed',
    { reason: 'inDoubt' },
    'Không gửi thư chào mừng: không rõ đã gửi hay chưa nên không gửi lại',
    'Not sent: welcome mail; it may have been sent, so it is not sent again',
  ],
  ['mail.failed', { reason: 'expired' }, 'Không gửi thư chào mừng: đã quá hạn', 'Not sent: welcome mail; it came too late'],
  [
    'mail.failed',
    { reason: 'ownerUnknown' },
    'Không gửi thư chào mừng: người phụ trách không còn trong cấu hình',
    'Not sent: welcome mail; the owner is no longer configured',
  ],
  [
    'mail.failed',
    { reason: 'nobodyToTell' },
    'Không gửi thư chào mừng: chưa ai phụ trách khách, và nhóm không có trưởng nhóm trong cấu hình',
    'Not sent: welcome mail; nobody has the lead, and no leader of its pool is configured',
  ],
  [
    'mail.failed',
    { reason: 'withoutToken' },
    'Không gửi thư chào mừng: bài gửi không qua biểu mẫu của mình',
    'Not sent: welcome mail; the post did not come from a form that we handed out',
  ],
  [
    'mail.failed',
    { reason: 'roleAddress' },
    'Không gửi thư chào mừng: địa chỉ dùng chung (info@, sales@…), không gửi tự động',
    'Not sent: welcome mail; a shared address (info@, sales@ …) gets no automatic mail',
  ],
  [
    'mail.failed',
    { reason: 'ownAddress' },
    'Không gửi thư chào mừng: địa chỉ của chính công ty',
    "Not sent: welcome mail; the address is the company's own",
  ],
  [
    'mail.failed',
    { reason: 'mailboxQuota' },
    'Không gửi thư chào mừng: hộp thư này đã nhận thư trong 24 giờ qua',
    'Not sent: welcome mail; this mailbox was written to in the last 24 hours',
  ],
  ['mail.failed', { reason: 'laterReason' }, 'Không gửi thư chào mừng: laterReason', 'Not sent: welcome mail; laterReason'],
  [
    'mail.sent',
    ofSequence,
    'Đã gửi thư “Hỏi lại về báo giá” của chuỗi Hỏi lại về báo giá',
    'Sent: mail “About the quote” of the sequence Follow up a quote',
  ],
  [
    'mail.sent',
    { ...ofSequence, sequenceId: undefined },
    'Đã gửi thư theo chuỗi chăm sóc: “Hỏi lại về báo giá”',
    'Sent: mail of a sequence: “About the quote”',
  ],
  [
    'mail.sent',
    { ...ofSequence, sequenceId: 'gone', templateVersion: 'toString.en.0a1b2c3d' },
    'Đã gửi thư “toString” của chuỗi gone',
    'Sent: mail “toString” of the sequence gone',
  ],
  [
    'mail.sent',
    { ...ofSequence, templateVersion: 'unknown' },
    'Đã gửi thư của chuỗi Hỏi lại về báo giá',
    'Sent: mail of the sequence Follow up a quote',
  ],
  ['mail.sent', { kind: 'sequenceMail', templateVersion: undefined }, 'Đã gửi thư theo chuỗi chăm sóc', 'Sent: mail of a sequence'],
  [
    'mail.failed',
    { kind: 'sequenceMail', sequenceId: 'nhac-bao-gia' },
    'Không gửi thư của chuỗi Hỏi lại về báo giá: địa chỉ đã ngừng nhận thư',
    'Not sent: mail of the sequence Follow up a quote; the address receives no more mail',
  ],
  [
    'mail.bounced',
    { kind: 'sequenceMail', sequenceId: 'nhac-bao-gia' },
    'Thư bị trả lại: thư của chuỗi Hỏi lại về báo giá',
    'Bounced: mail of the sequence Follow up a quote',
  ],
  ['mail.bounced', { feedback: 'complaint' }, 'Khách báo thư rác: thư chào mừng', 'Complaint about: welcome mail'],
  [
    'engagement.regraded',
    { reason: 'sweep' },
    'Đánh giá lại lượt mở, bấm trong thư (2): phần mềm đã bấm hàng loạt liên kết',
    'Looked again at opens and clicks in a mail (2): a machine followed link after link',
  ],
  [
    'engagement.regraded',
    { reason: 'nearScan' },
    'Đánh giá lại lượt mở, bấm trong thư (2): do phần mềm kiểm tra thư',
    'Looked again at opens and clicks in a mail (2): a mail scanner made them',
  ],
  [
    'engagement.regraded',
    { reason: 'laterClick' },
    'Đánh giá lại lượt mở, bấm trong thư (2): khách đã bấm tiếp',
    'Looked again at opens and clicks in a mail (2): the person went on clicking',
  ],
  [
    'engagement.regraded',
    { reason: 'visit' },
    'Đánh giá lại lượt mở, bấm trong thư (2): khách đã vào trang ngay sau đó',
    'Looked again at opens and clicks in a mail (2): the person came to the site with it',
  ],
  [
    'engagement.regraded',
    { reason: 'verdict' },
    'Đánh giá lại lượt mở, bấm trong thư (2): theo xác nhận',
    'Looked again at opens and clicks in a mail (2): as somebody said',
  ],
  [
    'engagement.regraded',
    { reason: 'proxy' },
    'Đánh giá lại lượt mở, bấm trong thư (2): có dấu hiệu mới',
    'Looked again at opens and clicks in a mail (2): there is new evidence',
  ],
  [
    'visitor.linked',
    { weak: true },
    'Đường dẫn trong thư gửi lead này được mở trên một thiết bị: lịch sử truy cập ở đó có lẽ là của lead này',
    'A link in a mail to this lead was opened on a device: the history of visits there is probably theirs',
  ],
  [
    'visitor.unlinked',
    { reason: 'superseded' },
    'Lịch sử truy cập của một thiết bị không còn được coi là của lead này, vì đã biết rõ hơn về thiết bị đó',
    "A device's history of visits is no longer taken for this lead's, because more became known of the device",
  ],
  [
    'submission.linked',
    { submission: { channel: 'connector', sourceId: 'toString', submissionId: 'o-1' }, fields: ['company'], proposed: [] },
    'Nguồn toString báo về khách, có thông tin mới: công ty',
    'The source toString told of the person, with news: company',
  ],
  [
    'lead.created',
    { submission: { channel: 'form', sourceId: 'gone', submissionId: 'a' }, temperature: undefined },
    'Lead mới từ biểu mẫu gone',
    'New lead from the form gone',
  ],
  ['task.snoozed', {}, 'Dời việc: gọi lại theo hẹn, lúc 09:00, 24/11/2026', 'Put off: call back, at 09:00, 24 Nov 2026'],
  [
    'lead.stage_changed',
    { from: 'sql', to: 'lead', reason: 'person' },
    'Chuyển giai đoạn từ SQL sang lead theo xác nhận của nhân viên',
    'Moved from SQL to lead as a colleague said',
  ],
  [
    'lead.stage_changed',
    { from: 'lead', to: 'sql', reason: 'person', because: 'askedForQuote' },
    'Chuyển giai đoạn từ lead sang SQL theo xác nhận của nhân viên: khách hỏi báo giá',
    'Moved from lead to SQL as a colleague said: asked for a quote',
  ],
  [
    'lead.stage_changed',
    { to: 'customer', reason: 'rules' },
    'Chuyển giai đoạn từ lead sang khách hàng theo quy tắc mới',
    'Moved from lead to customer by new rules',
  ],
  [
    'lead.stage_changed',
    { to: 'fan', reason: 'laterReason', later: { depth: 1 } },
    'Chuyển giai đoạn từ lead sang fan',
    'Moved from lead to fan',
  ],
  [
    'lead.stage_changed',
    { from: 'repeat', to: 'customer', reason: 'retraction', takenBack: ['purchases'] },
    'Chuyển giai đoạn từ khách mua lại sang khách hàng vì bằng chứng đã bị rút lại',
    'Moved from repeat customer to customer because evidence was taken back',
  ],
  ['lead.temperature_changed', { to: 'boiling' }, 'Độ nóng đã thay đổi', 'The temperature changed'],
  ['mail.sent', { kind: 'toString' }, 'Đã gửi toString', 'Sent: toString'],
];

/** To who does not see contact details. */
const toldWithheld: readonly Case[] = [
  [
    'submission.linked',
    {},
    'Khách gửi lại biểu mẫu “Nhờ tư vấn”, có thông tin mới: công ty',
    'Posted the form “Ask for advice” again, with news: company',
  ],
  ['lead.merge_candidate_found', {}, 'Có thể trùng với một lead khác', 'May be the same person as another lead'],
  [
    'lead.updated',
    { fields: ['fullName', 'email', 'phone', 'extraPhones', 'company', 'title', 'province', 'product', 'shoeSize'] },
    'Cập nhật công ty, chức danh, tỉnh, thành, sản phẩm, shoeSize',
    'Updated company, title, province, product, shoeSize',
  ],
  ['submission.linked', { fields: [], proposed: [] }, 'Khách gửi lại biểu mẫu “Nhờ tư vấn”', 'Posted the form “Ask for advice” again'],
  [
    'submission.linked',
    { fields: ['title'] },
    'Khách gửi lại biểu mẫu “Nhờ tư vấn”, có thông tin mới: chức danh',
    'Posted the form “Ask for advice” again, with news: title',
  ],
];

let names: Names;
beforeAll(async () => {
  const config = createFixedConfig();
  names = await readNames(config, [entryOf('mail.sent', ofSequence)]);
});

function entryOf(type: string, more: Record<string, unknown> = {}, eventVersion = 1) {
  const { data } = Object(eventContracts.find(({ detailType }) => detailType === type)?.example);
  const changed = Object.entries({ ...data, ...more }).filter(([, value]) => value !== undefined);
  return {
    id: EntryId.parse('T1'),
    type,
    eventVersion,
    leadId: LeadId.parse('L1'),
    leadVersion: 1,
    at: '2026-11-22T03:04:05.678Z',
    actor: { kind: 'system' as const, id: 'test' },
    correlationId: 'c',
    causationId: 'c',
    data: Object.fromEntries(changed),
  };
}

const linesOf = (entry: ReturnType<typeof entryOf>, contact = true) =>
  (['vi', 'en'] as const).map((locale) => entryView(entry, contact, locale, names).summary);

it('reads templates only where a line names one', async () => {
  const config = createFixedConfig();
  const without = [entryOf('mail.sent'), entryOf('mail.failed', { kind: 'sequenceMail' }), entryOf('call.logged')];

  expect('templates' in (await readNames(config, without))).toBe(false);
  expect((await readNames(config, [...without, entryOf('mail.sent', ofSequence)])).templates?.documents.size).toBeGreaterThan(0);
});

describe('the line of an entry', () => {
  it.each(told)('says %s %j: %s', (type, more, vi, en) => {
    expect(linesOf(entryOf(type, more))).toEqual([vi, en]);
  });

  it.each(toldWithheld)('says less of %s %j to who does not see contact details: %s', (type, more, vi, en) => {
    expect(linesOf(entryOf(type, more), false)).toEqual([vi, en]);
  });

  it('is the name of an event that is not known, in this version or with these data', () => {
    const entries = [entryOf('no.such.event'), entryOf('mail.sent', {}, 2), entryOf('mail.sent', { kind: 7 })];

    expect(entries.map((entry) => linesOf(entry))).toEqual(entries.map(({ type }) => [type, type]));
  });
});
