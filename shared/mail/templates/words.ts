import type { TemplateName } from '../variables.ts';

/** The words of the HTML layouts, `[[key]]` there. `subject`, `title` and `preview` are wanted by every template. */
type Words = Readonly<Record<string, string>>;

const greetingVi = 'Chào Anh/Chị{{#if greetingName}} {{greetingName}}{{/if}},';
const greetingEn = 'Hello{{#if greetingName}} {{greetingName}}{{/if}},';

const cardVi = {
  lang: 'vi',
  phone: 'Điện thoại',
  email: 'E-mail',
  place: 'Tỉnh, thành',
  company: 'Công ty',
  product: 'Quan tâm',
  message: 'Lời nhắn',
  receivedAt: 'Gửi lúc',
  temperature: 'Độ nóng',
  call: 'Gọi',
  whatNow: 'Việc cần làm ngay',
  saidHeading: 'Lần gửi này còn ghi',
  saidWarning: 'Chưa ai xác minh những điều này. Hỏi lại khách trước khi tin.',
};

const cardEn = {
  lang: 'en',
  phone: 'Phone',
  email: 'E-mail',
  place: 'Province',
  company: 'Company',
  product: 'Interest',
  message: 'Message',
  receivedAt: 'Received',
  temperature: 'Heat',
  call: 'Call',
  whatNow: 'What to do now',
  saidHeading: 'This post also says',
  saidWarning: 'Nobody has proven this. Ask the customer before you trust it.',
};

export const words: Readonly<Record<TemplateName, { readonly vi: Words; readonly en: Words }>> = {
  assignedNotice: {
    vi: {
      ...cardVi,
      subject: 'Lead mới: {{leadName}}{{#if place}} – {{place}}{{/if}}',
      title: 'Lead mới',
      preview: '{{#if phone}}{{phone}} · {{/if}}{{reason}}',
      heading: 'Lead mới của anh/chị',
      reply: 'E-mail: <a href="{{emailUrl}}">{{email}}</a>',
      whyYou: 'Vì sao là anh/chị',
      steps:
        'Khách đang chờ. {{#if phoneUrl}}Gọi khi khách còn đang nhớ đến mình. {{/if}}{{#if replyToLead}}Trả lời e-mail này thì thư đi thẳng tới khách.{{/if}}{{#if replyToPosted}}Trả lời e-mail này thì thư đi tới {{replyToPosted}}, địa chỉ chưa xác minh ghi trong lần gửi này.{{/if}}{{#if writeTo}}Muốn viết cho khách, gửi tới {{writeTo}}: trả lời e-mail này thì khách không nhận được.{{/if}}',
      why: 'Thư nội bộ gửi {{repName}}, vì anh/chị vừa nhận lead này.',
    },
    en: {
      ...cardEn,
      subject: 'New lead: {{leadName}}{{#if place}} – {{place}}{{/if}}',
      title: 'New lead',
      preview: '{{#if phone}}{{phone}} · {{/if}}{{reason}}',
      heading: 'Your new lead',
      reply: 'E-mail: <a href="{{emailUrl}}">{{email}}</a>',
      whyYou: 'Why you',
      steps:
        'The customer is waiting. {{#if phoneUrl}}Call while they still have us in mind. {{/if}}{{#if replyToLead}}A reply to this e-mail goes straight to them.{{/if}}{{#if replyToPosted}}A reply to this e-mail goes to {{replyToPosted}}, the unproven address of this post.{{/if}}{{#if writeTo}}To write to them, use {{writeTo}}: a reply to this e-mail does not reach them.{{/if}}',
      why: 'Internal message to {{repName}}, who was just given this lead.',
    },
  },
  repeatNotice: {
    vi: {
      ...cardVi,
      subject: 'Khách gửi lại: {{leadName}}{{#if place}} – {{place}}{{/if}}',
      title: 'Khách gửi lại biểu mẫu',
      preview: '{{#if phone}}{{phone}} · {{/if}}{{formTitle}}',
      heading: 'Khách của anh/chị vừa gửi lại biểu mẫu “{{formTitle}}”',
      reply: 'E-mail: <a href="{{emailUrl}}">{{email}}</a>',
      steps:
        'Khách đang quan tâm trở lại. {{#if phoneUrl}}Gọi để hỏi xem khách cần gì thêm. {{/if}}{{#if replyToLead}}Trả lời e-mail này thì thư đi thẳng tới khách.{{/if}}{{#if replyToPosted}}Trả lời e-mail này thì thư đi tới {{replyToPosted}}, địa chỉ chưa xác minh ghi trong lần gửi này.{{/if}}{{#if writeTo}}Muốn viết cho khách, gửi tới {{writeTo}}: trả lời e-mail này thì khách không nhận được.{{/if}}',
      why: 'Thư nội bộ gửi {{repName}}, vì anh/chị phụ trách khách này.',
    },
    en: {
      ...cardEn,
      subject: 'Back again: {{leadName}}{{#if place}} – {{place}}{{/if}}',
      title: 'A customer is back',
      preview: '{{#if phone}}{{phone}} · {{/if}}{{formTitle}}',
      heading: 'Your customer has just sent the form “{{formTitle}}” again',
      reply: 'E-mail: <a href="{{emailUrl}}">{{email}}</a>',
      steps:
        'The customer is interested again. {{#if phoneUrl}}Call and ask what else they need. {{/if}}{{#if replyToLead}}A reply to this e-mail goes straight to them.{{/if}}{{#if replyToPosted}}A reply to this e-mail goes to {{replyToPosted}}, the unproven address of this post.{{/if}}{{#if writeTo}}To write to them, use {{writeTo}}: a reply to this e-mail does not reach them.{{/if}}',
      why: 'Internal message to {{repName}}, who looks after this customer.',
    },
  },
  hotNotice: {
    vi: {
      ...cardVi,
      message: 'Lời nhắn đầu',
      receivedAt: 'Liên hệ từ',
      subject: 'Lead nóng: {{leadName}} – {{urge}}',
      title: 'Lead nóng',
      preview: '{{#if phone}}{{phone}} · {{/if}}{{reason}}',
      heading: 'Lead của anh/chị trở nên nóng lúc {{becameHotAt}}',
      reply: 'E-mail: <a href="{{emailUrl}}">{{email}}</a>',
      whyHot: 'Vì sao nóng',
      steps:
        'Khách đang cân nhắc ngay lúc này. {{#if phoneUrl}}Gọi trong vài phút tới, hỏi khách còn cần biết gì để quyết định. {{/if}}{{#if writeTo}}Muốn viết cho khách, gửi tới {{writeTo}}: trả lời e-mail này thì khách không nhận được.{{/if}}',
      why: 'Thư nội bộ gửi {{repName}}, vì anh/chị phụ trách khách này.',
    },
    en: {
      ...cardEn,
      message: 'First message',
      receivedAt: 'In touch since',
      subject: 'Hot lead: {{leadName}} – {{urge}}',
      title: 'Hot lead',
      preview: '{{#if phone}}{{phone}} · {{/if}}{{reason}}',
      heading: 'Your lead became hot at {{becameHotAt}}',
      reply: 'E-mail: <a href="{{emailUrl}}">{{email}}</a>',
      whyHot: 'Why hot',
      steps:
        'The customer is making up their mind right now. {{#if phoneUrl}}Call within minutes and ask what else they need to decide. {{/if}}{{#if writeTo}}To write to them, use {{writeTo}}: a reply to this e-mail does not reach them.{{/if}}',
      why: 'Internal message to {{repName}}, who looks after this customer.',
    },
  },
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
};
