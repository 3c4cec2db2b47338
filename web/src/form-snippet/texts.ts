import type { Obstacle } from './verdict.ts';

/** Everything the snippet itself says to a visitor; a page's own words live in its markup. */
export type Texts = {
  required: string;
  email: string;
  invalid: string;
  summary: (count: number) => string;
  refused: string;
  sending: string;
  obstacles: Record<Obstacle, string>;
  kept: string;
  waiting: string;
  resent: string;
  accepted: string;
  files: string;
};

const vietnamese: Texts = {
  required: 'Vui lòng điền mục này.',
  email: 'Email chưa đúng, ví dụ: ten@congty.vn',
  invalid: 'Nội dung chưa hợp lệ.',
  summary: (count) => `Còn ${count} mục cần sửa:`,
  refused: 'Chưa gửi được. Vui lòng kiểm tra lại thông tin.',
  sending: 'Đang gửi…',
  obstacles: {
    network: 'Máy không có mạng, hoặc mạng quá chậm.',
    blocked: 'Trình duyệt hoặc một tiện ích đang chặn việc gửi.',
    busy: 'Hệ thống đang bận nên chưa nhận được.',
  },
  kept: 'Thông tin đã được giữ trên máy này (tối đa 24 giờ) và sẽ tự gửi lại, bạn không cần điền lại.',
  waiting: 'Xin giữ trang này mở, thông tin sẽ tự gửi lại.',
  resent: 'Thông tin bạn điền lúc trước đã được gửi.',
  accepted: 'Cảm ơn bạn! Chúng tôi đã nhận được thông tin.',
  files: 'Tệp đính kèm không được gửi theo; xin gửi tệp khi chúng tôi liên hệ.',
};

const english: Texts = {
  required: 'Please fill in this field.',
  email: 'This e-mail address looks wrong, for example: name@company.com',
  invalid: 'Please check this field.',
  summary: (count) => (count === 1 ? 'One field needs your attention:' : `${count} fields need your attention:`),
  refused: 'Not sent. Please check what you entered.',
  sending: 'Sending…',
  obstacles: {
    network: 'There is no network, or it is too slow.',
    blocked: 'The browser or an extension stops the form from being sent.',
    busy: 'The system is busy and has not taken it yet.',
  },
  kept: 'Your details are kept on this device (24 hours at most) and will be sent automatically.',
  waiting: 'Please keep this page open, we will send your details automatically.',
  resent: 'The details you entered earlier have been sent.',
  accepted: 'Thank you! We have received your details.',
  files: 'Attached files were not sent; please send them when we get in touch.',
};

/** The texts for a BCP 47 language tag; Vietnamese unless the page says that it is English. */
export const textsFor = (lang: string): Texts => (/^en\b/i.test(lang) ? english : vietnamese);
