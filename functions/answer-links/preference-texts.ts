import type { Locale } from '../../shared/leads/index.ts';

const vi = {
  leaveTitle: 'Ngừng nhận thư quảng cáo?',
  leave: 'Anh/Chị muốn ngừng nhận thư nào của {company}?',
  leaveAny: 'Anh/Chị có muốn ngừng nhận thư quảng cáo của {company}?',
  leaveTopic: 'Ngừng thư “{topic}”',
  leaveAll: 'Ngừng mọi thư quảng cáo',
  pause: 'Tạm ngừng 30 ngày',
  toChoices: 'Chọn loại thư muốn nhận',
  leftTitle: 'Đã ngừng gửi thư',
  leftTopic: 'Từ lúc này {company} không gửi thư “{topic}” tới địa chỉ này nữa.',
  leftAll: 'Từ lúc này {company} không gửi thư quảng cáo tới địa chỉ này nữa.',
  stillComes: 'Thư trả lời yêu cầu hay về đơn hàng của Anh/Chị vẫn được gửi như trước.',
  byMistake: 'Bấm nhầm? Chọn lại loại thư muốn nhận',
  chooseTitle: 'Anh/Chị muốn nhận thư nào?',
  choose: 'Đánh dấu loại thư của {company} mà Anh/Chị muốn nhận ở địa chỉ này.',
  save: 'Lưu lựa chọn',
  saved: 'Đã lưu. Lựa chọn có hiệu lực ngay.',
  restTitle: 'Tạm nghỉ',
  restText: 'Trong 30 ngày không có thư quảng cáo nào, sau đó lựa chọn trên lại có hiệu lực.',
  resting: 'Đang tạm ngừng đến {day}.',
  resume: 'Nhận lại ngay',
  noneTitle: 'Không nhận gì nữa',
  noneText: 'Mọi thư quảng cáo đều ngừng, kể cả về những chủ đề sau này.',
  subscribeTitle: 'Xác nhận nhận thư',
  subscribe: 'Địa chỉ này vừa được dùng để đăng ký nhận thư quảng cáo của {company}. Nếu đồng ý, Anh/Chị sẽ nhận:',
  subscribeButton: 'Đồng ý, gửi cho tôi',
  subscribeNot:
    'Không phải Anh/Chị đăng ký? Hãy đóng trang này: không có thư nào được gửi. Anh/Chị có thể ngừng bất cứ lúc nào bằng liên kết trong mỗi thư.',
  subscribedTitle: 'Cảm ơn Anh/Chị',
  subscribed: 'Anh/Chị sẽ nhận thư của {company}. Mỗi thư đều có liên kết để đổi lựa chọn hoặc ngừng nhận.',
} as const;

/** Texts of the pages on which people choose mails; `{company}`, `{topic}` and `{day}` stand for what they name. */
export type PreferenceTexts = Readonly<Record<keyof typeof vi, string>>;

const en: PreferenceTexts = {
  leaveTitle: 'Stop advertising mails?',
  leave: 'Which mails of {company} are to stop?',
  leaveAny: 'Are advertising mails of {company} to stop?',
  leaveTopic: 'Stop the mails “{topic}”',
  leaveAll: 'Stop all advertising mails',
  pause: 'Pause for 30 days',
  toChoices: 'Choose which mails to get',
  leftTitle: 'The mails have stopped',
  leftTopic: 'From now on {company} sends no more mails “{topic}” to this address.',
  leftAll: 'From now on {company} sends no more advertising mails to this address.',
  stillComes: 'Answers to your requests and mails about your orders still come.',
  byMistake: 'Pressed by mistake? Choose again which mails to get',
  chooseTitle: 'Which mails do you want?',
  choose: 'Tick the mails of {company} that are to come to this address.',
  save: 'Save',
  saved: 'Saved. Your choice holds from now on.',
  restTitle: 'Take a rest',
  restText: 'No advertising mails for 30 days; then your choice above holds again.',
  resting: 'Paused until {day}.',
  resume: 'Get them again now',
  noneTitle: 'Nothing any more',
  noneText: 'All advertising mails stop, those about later topics, too.',
  subscribeTitle: 'Confirm your subscription',
  subscribe: 'This address was just used to ask for advertising mails of {company}. If you agree, you get:',
  subscribeButton: 'Yes, send them to me',
  subscribeNot: 'Was it not you? Close this page: nothing is sent. You can stop at any time by the link in each mail.',
  subscribedTitle: 'Thank you',
  subscribed: 'You will get the mails of {company}. Each has a link to change your choice or to stop them.',
};

export const preferenceTexts: Readonly<Record<Locale, PreferenceTexts>> = { vi, en };
