import type { Locale } from '../../shared/leads/index.ts';

export interface SurveyTexts {
  /** Whose answer it will be, because links are passed on. */
  readonly whose: string;
  readonly score: string;
  readonly choose: string;
  readonly required: string;
  readonly send: string;
  readonly empty: string;
  readonly correct: string;
  readonly thanksTitle: string;
  readonly thanks: string;
  readonly answeredTitle: string;
  readonly answered: string;
}

/** `{company}` stands for the company's name. */
export const surveyTexts: Readonly<Record<Locale, SurveyTexts>> = {
  vi: {
    whose: 'Câu trả lời được ghi cho người nhận thư của {company}. Nếu thư được chuyển tiếp tới Anh/Chị, xin đừng trả lời thay.',
    score: '0 là thấp nhất, 10 là cao nhất',
    choose: 'Chọn…',
    required: 'bắt buộc',
    send: 'Gửi câu trả lời',
    empty: 'Xin trả lời ít nhất một câu.',
    correct: 'Chưa gửi được. Xin xem lại những câu được đánh dấu.',
    thanksTitle: 'Cảm ơn Anh/Chị',
    thanks: '{company} đã ghi nhận câu trả lời. Anh/Chị có thể đóng trang này.',
    answeredTitle: 'Khảo sát này đã được trả lời',
    answered: 'Mỗi liên kết nhận một câu trả lời, và câu trả lời đầu tiên đã được ghi nhận. Không có gì thay đổi.',
  },
  en: {
    whose: 'Your answers are noted with whom {company} sent the mail to. If it was passed on to you, please do not answer in their place.',
    score: '0 is the lowest, 10 the highest',
    choose: 'Choose…',
    required: 'required',
    send: 'Send the answers',
    empty: 'Please answer at least one question.',
    correct: 'Not sent yet. Please look at the questions that are marked.',
    thanksTitle: 'Thank you',
    thanks: '{company} has noted your answers. You can close this page.',
    answeredTitle: 'This survey was answered already',
    answered: 'Each link takes one answer, and the first one was noted. Nothing changes.',
  },
};
