import type { Both } from './event-sentence.ts';
import type { LeadStatus, Stage, StatusReason } from './record.ts';

/** What stages are called. */
export const stageNames: Readonly<Record<Stage, Both>> = {
  anonymous: { vi: 'ẩn danh', en: 'anonymous' },
  lead: { vi: 'lead', en: 'lead' },
  mql: { vi: 'MQL', en: 'MQL' },
  sql: { vi: 'SQL', en: 'SQL' },
  sqo: { vi: 'SQO', en: 'SQO' },
  customer: { vi: 'khách hàng', en: 'customer' },
  repeat: { vi: 'khách mua lại', en: 'repeat customer' },
};

/** What statuses are called. */
export const statusNames: Readonly<Record<LeadStatus, Both>> = {
  active: { vi: 'đang chăm sóc', en: 'active' },
  disqualified: { vi: 'đã loại', en: 'disqualified' },
  recycled: { vi: 'nuôi dưỡng lại', en: 'recycled' },
  retired: { vi: 'ngừng chăm sóc', en: 'retired' },
};

/** Why a lead came to its status; `other` says nothing. */
export const statusReasons: Readonly<Record<Exclude<StatusReason, 'other'>, Both>> = {
  spam: { vi: 'tin rác', en: 'spam' },
  wrongNumber: { vi: 'sai số', en: 'a wrong number' },
  wrongPerson: { vi: 'sai đối tượng', en: 'the wrong person' },
  refusedContact: { vi: 'khách không muốn nhận liên hệ', en: 'wants no contact' },
  competitor: { vi: 'đối thủ cạnh tranh', en: 'a competitor' },
  duplicate: { vi: 'trùng khách khác', en: 'a duplicate' },
  notNow: { vi: 'khách chưa sẵn sàng', en: 'not now' },
  noNeed: { vi: 'khách không có nhu cầu', en: 'has no need' },
  unreached: { vi: 'gọi nhiều lần không gặp', en: 'was called in vain' },
  silent: { vi: 'lâu không có hoạt động', en: 'was silent for long' },
  post: { vi: 'khách gửi lại biểu mẫu', en: 'posted again' },
  heat: { vi: 'khách trở nên nóng', en: 'became hot' },
  act: { vi: 'khách hoạt động trở lại', en: 'did something again' },
  purchase: { vi: 'khách đã thanh toán đơn hàng', en: 'paid for an order' },
  mistake: { vi: 'sửa nhầm lẫn', en: 'a mistake was put right' },
};
