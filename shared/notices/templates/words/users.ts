import type { Words } from '../../../mail/index.ts';

/** To somebody themselves: who named them, and by which way nothing reaches them any more. */
export const userWords = {
  mentionNotice: {
    vi: {
      lang: 'vi',
      subject: '{{authorName}} nhắc anh/chị trong ghi chú: {{leadName}}',
      title: 'Anh/chị được nhắc trong ghi chú',
      preview: '{{authorName}} nhắc anh/chị trong ghi chú về {{leadName}}',
      heading: 'Anh/chị được nhắc trong ghi chú',
      wrote: '<b>{{authorName}}</b> viết:',
      open: 'Mở hồ sơ',
      why: 'Thư nội bộ, gửi một lần. Số điện thoại và địa chỉ trong ghi chú được che. Trả lời e-mail này thì khách không nhận được.',
    },
    en: {
      lang: 'en',
      subject: '{{authorName}} named you in a note: {{leadName}}',
      title: 'A note names you',
      preview: '{{authorName}} named you in a note about {{leadName}}',
      heading: 'A note names you',
      wrote: '<b>{{authorName}}</b> wrote:',
      open: 'Open the record',
      why: 'Internal message, sent once. Numbers and addresses in the note are masked. A reply to this e-mail does not reach the customer.',
    },
  },
  channelOffNotice: {
    vi: {
      lang: 'vi',
      subject: 'Telegram đã tắt: thông báo lead chỉ còn qua e-mail',
      title: 'Telegram đã tắt',
      preview: 'Telegram từ chối tin nhắn của bot',
      heading: 'Telegram đã tắt',
      off: '{{#if repName}}Chào {{repName}}. {{/if}}Từ {{offAt}}, thông báo lead không còn gửi được qua Telegram. Mọi thông báo vẫn đến qua e-mail này.',
      again: 'Sau đó chọn lại Telegram trong phần cài đặt thông báo: hệ thống sẽ thử lại.',
      why: 'Thư nội bộ. Thư này chỉ gửi một lần.',
    },
    en: {
      lang: 'en',
      subject: 'Telegram is off: notices of leads come by e-mail alone',
      title: 'Telegram is off',
      preview: 'Telegram refuses messages of the bot',
      heading: 'Telegram is off',
      off: '{{#if repName}}Hello {{repName}}. {{/if}}Since {{offAt}}, notices of leads cannot reach you by Telegram any more. All of them still come by e-mail.',
      again: 'Then choose Telegram again in your notice settings, and we will retry.',
      why: 'Internal message. It is sent once.',
    },
  },
} satisfies Words;
