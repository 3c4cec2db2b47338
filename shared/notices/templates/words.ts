import type { Words } from '../../mail/index.ts';

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
  saidHeading: 'Khách còn ghi khác',
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
  saidHeading: 'Also said',
  saidWarning: 'Nobody has proven this. Ask the customer before you trust it.',
};

const taskVi = { lang: 'vi', phone: 'Điện thoại', call: 'Gọi', dueAt: 'Đến hạn', task: 'Việc', note: 'Ghi chú' };
const taskEn = { lang: 'en', phone: 'Phone', call: 'Call', dueAt: 'Due', task: 'Task', note: 'Note' };

export const words = {
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
  digestNotice: {
    vi: {
      ...cardVi,
      subject: '{{count}} thông báo: {{names}}',
      title: 'Thư tổng hợp',
      preview: '{{names}}',
      heading: '{{count}} thông báo của anh/chị',
      explained: 'Trong một giờ qua anh/chị có nhiều thông báo, nên những tin sau được gộp vào một thư. Tin cũ xếp trước.',
      reply: 'E-mail: <a href="{{emailUrl}}">{{email}}</a>',
      why: 'Thư nội bộ gửi {{repName}}, vì anh/chị phụ trách những khách này. Trả lời e-mail này thì khách không nhận được.',
    },
    en: {
      ...cardEn,
      subject: 'Notices ({{count}}): {{names}}',
      title: 'Digest of notices',
      preview: '{{names}}',
      heading: 'Your notices: {{count}}',
      explained: 'You got many notices within the last hour, so these come in one e-mail, the oldest first.',
      reply: 'E-mail: <a href="{{emailUrl}}">{{email}}</a>',
      why: 'Internal message to {{repName}}, who looks after these customers. A reply to this e-mail does not reach any of them.',
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
  afterSaleNotice: {
    vi: {
      lang: 'vi',
      subject: '{{leadName}} đã mua hàng, nay do {{takerName}} chăm sóc',
      title: 'Chuyển sang chăm sóc sau bán',
      preview: 'Từ nay khách do {{takerName}} chăm sóc',
      heading: 'Khách của anh/chị đã mua hàng',
      taken: 'Từ nay khách do <b>{{takerName}}</b>{{#if poolName}} (nhóm “{{poolName}}”){{/if}} chăm sóc.',
      nothingToDo: 'Các việc còn dở với khách cũng đã chuyển theo, anh/chị không phải làm gì thêm.',
      why: 'Thư nội bộ gửi {{repName}}, vì anh/chị đã phụ trách khách này. Trả lời e-mail này thì khách không nhận được.',
    },
    en: {
      lang: 'en',
      subject: '{{leadName}} has bought; {{takerName}} looks after them now',
      title: 'Looked after by others from now on',
      preview: 'From now on {{takerName}} looks after them',
      heading: 'Your customer has bought',
      taken: 'From now on <b>{{takerName}}</b>{{#if poolName}} (pool “{{poolName}}”){{/if}} looks after them.',
      nothingToDo: 'Their open tasks have moved along; there is nothing left for you to do.',
      why: 'Internal message to {{repName}}, who looked after this customer. A reply to this e-mail does not reach the customer.',
    },
  },
  taskReminder: {
    vi: {
      ...taskVi,
      subject: '{{what}}{{#if leadName}}: {{leadName}}{{/if}} – {{dueAt}}',
      title: 'Nhắc việc',
      preview: '{{dueAt}}{{#if phone}} · {{phone}}{{/if}}',
      heading: 'Sắp đến giờ hẹn',
      why: 'Thư nội bộ gửi {{repName}}, vì đây là việc của anh/chị. Trả lời e-mail này thì khách không nhận được.',
    },
    en: {
      ...taskEn,
      subject: '{{what}}{{#if leadName}}: {{leadName}}{{/if}} – {{dueAt}}',
      title: 'Reminder',
      preview: '{{dueAt}}{{#if phone}} · {{phone}}{{/if}}',
      heading: 'Due soon',
      why: 'Internal message to {{repName}}, whose task this is. A reply to this e-mail does not reach the customer.',
    },
  },
  overdueNotice: {
    vi: {
      ...taskVi,
      subject: '{{count}} việc quá hạn',
      title: 'Việc quá hạn',
      preview: '{{count}} việc quá hạn của anh/chị',
      heading: '{{count}} việc quá hạn của anh/chị',
      explained: 'Việc cần làm trước xếp trên.',
      others: 'Thư chỉ ghi {{more}} việc đầu, anh/chị còn việc khác cũng đã quá hạn.',
      why: 'Thư nội bộ gửi {{repName}}, vì đây là việc của anh/chị. Trả lời e-mail này thì khách không nhận được.',
    },
    en: {
      ...taskEn,
      subject: 'Overdue tasks: {{count}}',
      title: 'Overdue tasks',
      preview: 'Your overdue tasks: {{count}}',
      heading: 'Your overdue tasks: {{count}}',
      explained: 'The most urgent come first.',
      others: 'Only the first {{more}} are listed; others are overdue as well.',
      why: 'Internal message to {{repName}}, whose tasks these are. A reply to this e-mail does not reach any customer.',
    },
  },
} satisfies Words;
