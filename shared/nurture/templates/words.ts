import type { Words } from '../../mail/index.ts';

const greetingVi = 'Chào Anh/Chị{{#if greetingName}} {{greetingName}}{{/if}},';
const greetingEn = 'Hello{{#if greetingName}} {{greetingName}}{{/if}},';

export const words = {
  welcome: {
    vi: {
      lang: 'vi',
      subject: '{{companyName}} đã nhận được yêu cầu của Anh/Chị',
      title: 'Cảm ơn Anh/Chị đã liên hệ',
      preview: 'Chúng tôi sẽ liên hệ lại trong thời gian sớm nhất.',
      greeting: greetingVi,
      thanks:
        'Cảm ơn Anh/Chị đã liên hệ với {{companyName}}{{#if product}} về <b>{{product}}</b>{{/if}}. Chúng tôi đã nhận được thông tin.',
      next: 'Chuyên viên phụ trách khu vực của Anh/Chị sẽ liên hệ lại{{#if phone}} qua số <b style="white-space:nowrap">{{phone}}</b>{{/if}} trong thời gian sớm nhất.',
      urgent: 'Cần gấp hoặc muốn bổ sung điều gì, Anh/Chị gọi cho chúng tôi hoặc trả lời thư này.',
      call: 'Gọi',
      regards: 'Trân trọng,<br />{{companyName}}',
      why: 'Thư này được gửi vì địa chỉ e-mail của Anh/Chị vừa được điền vào biểu mẫu của chúng tôi. Nếu không phải Anh/Chị gửi, xin bỏ qua thư này hoặc báo cho chúng tôi bằng cách trả lời thư.',
    },
    en: {
      lang: 'en',
      subject: '{{companyName}} has received your request',
      title: 'Thank you for contacting us',
      preview: 'We will get in touch as soon as possible.',
      greeting: greetingEn,
      thanks: 'Thank you for contacting {{companyName}}{{#if product}} about <b>{{product}}</b>{{/if}}. Your request has reached us.',
      next: 'The colleague who looks after your area will get in touch{{#if phone}} at <b style="white-space:nowrap">{{phone}}</b>{{/if}} as soon as possible.',
      urgent: 'In a hurry, or something to add? Call us or reply to this e-mail.',
      call: 'Call',
      regards: 'Kind regards,<br />{{companyName}}',
      why: 'You receive this because your e-mail address was just entered in our form. If that was not you, ignore this message or tell us by replying to it.',
    },
  },
  followUp: {
    vi: {
      lang: 'vi',
      subject: 'Chúng tôi đã liên hệ được với Anh/Chị chưa?',
      title: 'Chúng tôi đã liên hệ được với Anh/Chị chưa?',
      preview: 'Nếu chưa, Anh/Chị cho biết giờ nào tiện.',
      greeting: greetingVi,
      question:
        'Hai ngày trước Anh/Chị đã gửi yêu cầu{{#if product}} về <b>{{product}}</b>{{/if}} cho {{companyName}}. Không biết chúng tôi đã liên hệ được với Anh/Chị chưa?',
      ifYes: 'Nếu đã trao đổi rồi, Anh/Chị không cần làm gì thêm.',
      ifNo: 'Nếu chưa, xin trả lời thư này cho biết giờ nào tiện{{#if phone}} và số <b style="white-space:nowrap">{{phone}}</b> có đúng không{{/if}}, hoặc gọi {{companyPhone}}. Chúng tôi sẽ sắp xếp ngay.',
      answer: 'Trả lời chúng tôi',
      regards: 'Trân trọng,<br />{{companyName}}',
      why: 'Đây là thư chăm sóc cho yêu cầu mà Anh/Chị đã gửi, không phải thư quảng cáo.',
    },
    en: {
      lang: 'en',
      subject: 'Did we reach you?',
      title: 'Did we reach you?',
      preview: 'If not, tell us what time suits you.',
      greeting: greetingEn,
      question: 'Two days ago you sent a request{{#if product}} about <b>{{product}}</b>{{/if}} to {{companyName}}. Did we reach you?',
      ifYes: 'If we have already talked, there is nothing you need to do.',
      ifNo: 'If not, please reply and tell us what time suits you{{#if phone}} and whether <b style="white-space:nowrap">{{phone}}</b> is the right number{{/if}}, or call {{companyPhone}}. We will arrange it at once.',
      answer: 'Reply to us',
      regards: 'Kind regards,<br />{{companyName}}',
      why: 'This is a service message about the request you sent, not advertising.',
    },
  },
  proposedChange: {
    vi: {
      lang: 'vi',
      subject: 'Anh/Chị vừa đổi thông tin liên hệ?',
      title: 'Anh/Chị vừa đổi thông tin liên hệ?',
      preview: 'Nếu đúng, xin xác nhận. Nếu không, xin bỏ qua thư này.',
      greeting: greetingVi,
      said: 'Yêu cầu vừa gửi tới {{companyName}} bằng địa chỉ e-mail này có ghi thông tin khác với thông tin Anh/Chị đã cho chúng tôi:{{#if saysName}}<br />– họ tên{{/if}}{{#if phoneEnd}}<br />– số điện thoại kết thúc bằng <b>{{phoneEnd}}</b>{{/if}}',
      ask: 'Nếu chính Anh/Chị đã gửi, hãy xem lại và xác nhận, để chúng tôi liên hệ cho đúng. Nút dưới đây dùng được trong bảy ngày.',
      look: 'Xem và xác nhận',
      ignore: 'Không phải Anh/Chị gửi? Xin bỏ qua thư này: không có gì thay đổi.',
      regards: 'Trân trọng,<br />{{companyName}}',
      why: 'Thư này được gửi vì địa chỉ e-mail của Anh/Chị vừa được điền vào biểu mẫu của chúng tôi. Đây không phải thư quảng cáo.',
    },
    en: {
      lang: 'en',
      subject: 'Did you change your contact details?',
      title: 'Did you change your contact details?',
      preview: 'If so, please confirm. If not, ignore this message.',
      greeting: greetingEn,
      said: 'A request that was just sent to {{companyName}} with this e-mail address gives other details than you gave us before:{{#if saysName}}<br />– a name{{/if}}{{#if phoneEnd}}<br />– a phone number that ends in <b>{{phoneEnd}}</b>{{/if}}',
      ask: 'If you sent it, please look at the details and confirm them, so that we reach you. The button can be used for seven days.',
      look: 'Look and confirm',
      ignore: 'Was it not you? Ignore this message: nothing changes.',
      regards: 'Kind regards,<br />{{companyName}}',
      why: 'You receive this because your e-mail address was just entered in our form. This is not advertising.',
    },
  },
} satisfies Words;
