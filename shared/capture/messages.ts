import type { Locale } from '../leads/index.ts';

/** What a visitor is told of a field; shown by the form snippet and on the page for browsers without script. */
export interface FieldMessages {
  readonly required: string;
  readonly email: string;
  readonly phone: string;
  readonly notText: string;
  readonly score: string;
  readonly tooLong: (max: number) => string;
  readonly oneOf: (labels: readonly string[]) => string;
}

export const fieldMessages: Readonly<Record<Locale, FieldMessages>> = {
  vi: {
    required: 'Vui lòng điền mục này.',
    email: 'Email chưa đúng, ví dụ: ten@congty.vn',
    phone: 'Số điện thoại chưa có chữ số nào.',
    notText: 'Mục này chỉ nhận chữ.',
    score: 'Xin chọn một số từ 0 đến 10.',
    tooLong: (max) => `Mục này dài quá ${max} ký tự.`,
    oneOf: (labels) => `Vui lòng điền ít nhất một mục: ${labels.join(', ')}.`,
  },
  en: {
    required: 'Please fill in this field.',
    email: 'This e-mail address looks wrong, for example: name@company.com',
    phone: 'This phone number has no digits.',
    notText: 'This field takes text only.',
    score: 'Please choose a number from 0 to 10.',
    tooLong: (max) => `This field is longer than ${max} characters.`,
    oneOf: (labels) => `Please fill in at least one of: ${labels.join(', ')}.`,
  },
};
