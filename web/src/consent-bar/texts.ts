export type Texts = {
  name: string;
  question: string;
  yes: string;
  no: string;
  more: string;
  is: Record<'yes' | 'no' | 'browser' | 'open', string>;
};

const vietnamese: Texts = {
  name: 'Quyền riêng tư',
  question:
    'Cho phép chúng tôi ghi lại trang bạn xem, thời gian đọc và nút bạn bấm để tư vấn sát nhu cầu hơn? Nếu bạn đến từ đường dẫn trong thư của chúng tôi, phần ghi lại được gắn với yêu cầu của bạn. Chưa đồng ý thì chưa ghi gì; đổi ý lúc nào cũng được.',
  yes: 'Đồng ý',
  no: 'Từ chối',
  more: 'Xem chi tiết',
  is: {
    yes: 'Bạn đang cho phép ghi lại việc xem trang.',
    no: 'Bạn đã từ chối. Không có gì được ghi lại.',
    browser: 'Trình duyệt của bạn yêu cầu không theo dõi, nên không có gì được ghi lại.',
    open: 'Bạn chưa chọn. Chưa có gì được ghi lại.',
  },
};

const english: Texts = {
  name: 'Privacy',
  question:
    'May we record the pages you view, how long you read and the buttons you press, so that our advice fits? If you come by a link in our mail, it is kept with your request. Nothing is recorded until you agree, and you can change your mind at any time.',
  yes: 'Allow',
  no: 'Refuse',
  more: 'Details',
  is: {
    yes: 'You allow us to record which pages you view.',
    no: 'You refused. Nothing is recorded.',
    browser: 'Your browser asks not to be tracked, so nothing is recorded.',
    open: 'You have not chosen yet. Nothing is recorded.',
  },
};

/** The texts for a BCP 47 language tag; Vietnamese unless the page says that it is English. */
export const textsFor = (lang: string): Texts => (/^en\b/i.test(lang) ? english : vietnamese);
