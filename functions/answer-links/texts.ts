import type { Locale } from '../../shared/leads/index.ts';

export interface Texts {
  readonly askTitle: string;
  readonly ask: string;
  readonly fullName: string;
  readonly phone: string;
  readonly confirm: string;
  readonly notYou: string;
  readonly confirmedTitle: string;
  readonly confirmed: string;
  readonly overTitle: string;
  readonly expired: string;
  readonly over: string;
  readonly ended: string;
  readonly fileEnded: string;
  readonly fileGone: string;
  readonly surveyEnded: string;
  readonly surveyGone: string;
  readonly refusedSince: string;
  readonly unknownTitle: string;
  readonly unknown: string;
  readonly laterTitle: string;
  readonly later: string;
  readonly callUs: string;
}

/** `{company}` stands for the company's name. */
export const texts: Readonly<Record<Locale, Texts>> = {
  vi: {
    askTitle: 'Thông tin này có phải của Anh/Chị?',
    ask: 'Một yêu cầu gửi tới {company} bằng địa chỉ e-mail của Anh/Chị có ghi:',
    fullName: 'Họ và tên',
    phone: 'Điện thoại',
    confirm: 'Đúng, dùng thông tin này',
    notYou: 'Không phải của Anh/Chị? Hãy đóng trang này. Không có gì thay đổi.',
    confirmedTitle: 'Cảm ơn Anh/Chị',
    confirmed: '{company} đã ghi nhận thông tin. Anh/Chị có thể đóng trang này.',
    overTitle: 'Liên kết không còn dùng được',
    expired: 'Liên kết trong thư chỉ dùng được trong bảy ngày.',
    over: 'Thông tin trong liên kết này đã được xử lý, hoặc đã có thông tin mới hơn.',
    ended: 'Liên kết này đã hết hạn. Xin dùng liên kết trong thư mới hơn.',
    fileEnded: 'Liên kết tải tệp chỉ dùng được trong một ngày. Xin điền lại biểu mẫu để nhận liên kết mới.',
    fileGone: 'Tệp này không còn ở đây, hoặc thông tin đã điền không còn được lưu. Xin điền lại biểu mẫu trên trang của {company}.',
    surveyEnded: 'Khảo sát này đã hết hạn. Cảm ơn Anh/Chị đã quan tâm.',
    surveyGone: 'Khảo sát này không còn ở đây.',
    refusedSince: 'Lần đăng ký này không còn hiệu lực: sau đó đã có yêu cầu ngừng nhận thư. Muốn nhận thư, xin đăng ký lại.',
    unknownTitle: 'Không mở được liên kết',
    unknown: 'Địa chỉ có thể đã bị cắt bớt. Hãy bấm lại nút trong thư, hoặc chép trọn địa chỉ.',
    laterTitle: 'Chưa thực hiện được',
    later: 'Hệ thống đang bận. Không có gì bị mất: hãy thử lại sau ít phút.',
    callUs: 'Cần giúp đỡ, Anh/Chị gọi',
  },
  en: {
    askTitle: 'Are these details yours?',
    ask: 'A request sent to {company} with your e-mail address says:',
    fullName: 'Name',
    phone: 'Phone',
    confirm: 'Yes, use these details',
    notYou: 'Not yours? Close this page. Nothing changes.',
    confirmedTitle: 'Thank you',
    confirmed: '{company} will use these details. You can close this page.',
    overTitle: 'This link can no longer be used',
    expired: 'The link in the mail can be used for seven days.',
    over: 'The details behind this link were settled already, or newer ones have come.',
    ended: 'This link has ended. Please use the link of a newer mail.',
    fileEnded: 'A link to a file is good for one day. Please fill in the form again for a new one.',
    fileGone:
      'The file is not here any more, or what was filled in is kept no longer. Please fill in the form on the website of {company} again.',
    surveyEnded: 'This survey has ended. Thank you for your interest.',
    surveyGone: 'This survey is not here any more.',
    refusedSince: 'This subscription holds no more: mails were refused after it. To get them, please subscribe again.',
    unknownTitle: 'The link cannot be opened',
    unknown: 'The address may have been cut. Press the button in the mail again, or copy the whole address.',
    laterTitle: 'Not done yet',
    later: 'The system is busy. Nothing is lost: please try again in a few minutes.',
    callUs: 'If you need help, call',
  },
};
