/** What the embed itself says; all other words are those of the form's configuration. */
export type Texts = {
  need: string;
  oneOf: (labels: string) => string;
  choose: string;
  score: string;
  allow: string;
  trap: string;
  send: string;
  sent: string;
  kept: string;
  again: string;
  next: string;
  file: string;
  ended: string;
  mailed: string;
  loading: string;
  failed: string;
};

const vietnamese: Texts = {
  need: 'Mục có dấu * là bắt buộc.',
  oneOf: (labels) => `Xin điền ít nhất một mục: ${labels}.`,
  choose: 'Chọn',
  score: '0 là thấp nhất, 10 là cao nhất',
  allow: 'Bạn cho phép chúng tôi',
  trap: 'Xin để trống ô này',
  send: 'Gửi',
  sent: 'Cảm ơn bạn! Chúng tôi đã nhận được thông tin.',
  kept: 'Cảm ơn bạn! Hiện chưa có mạng: thông tin được giữ trên máy này và tự gửi khi có mạng.',
  again: 'Gửi lần nữa',
  next: 'Người tiếp theo',
  file: 'Tải tệp',
  ended: 'Liên kết dùng được trong một ngày.',
  mailed: 'Liên kết tải tệp sẽ được gửi tới email của bạn.',
  loading: 'Đang mở biểu mẫu…',
  failed: 'Chưa mở được biểu mẫu.',
};

const english: Texts = {
  need: 'Fields marked * are required.',
  oneOf: (labels) => `Please fill in at least one of these: ${labels}.`,
  choose: 'Please choose',
  score: '0 is the lowest, 10 the highest',
  allow: 'You allow us to',
  trap: 'Please leave this field empty',
  send: 'Send',
  sent: 'Thank you! We have received your details.',
  kept: 'Thank you! There is no network just now: your details are kept on this device and sent as soon as there is one.',
  again: 'Try again',
  next: 'Next person',
  file: 'Download the file',
  ended: 'The link is good for one day.',
  mailed: 'The link to the file is sent to your e-mail address.',
  loading: 'Opening the form…',
  failed: 'The form could not be opened.',
};

/** The language of a BCP 47 tag; Vietnamese unless the page says that it is English, as in form.js. */
export const languageOf = (tag: string): 'vi' | 'en' => (/^en\b/i.test(tag) ? 'en' : 'vi');

export const texts: Record<'vi' | 'en', Texts> = { vi: vietnamese, en: english };
