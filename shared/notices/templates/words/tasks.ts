import type { Words } from '../../../mail/index.ts';

const taskVi = { lang: 'vi', phone: 'Điện thoại', call: 'Gọi', open: 'Mở hồ sơ', dueAt: 'Đến hạn', task: 'Việc', note: 'Ghi chú' };
const taskEn = { lang: 'en', phone: 'Phone', call: 'Call', open: 'Open the record', dueAt: 'Due', task: 'Task', note: 'Note' };

/** To a rep, about their tasks. */
export const taskWords = {
  taskReminder: {
    vi: {
      ...taskVi,
      subject: '{{what}}{{#if leadName}}: {{leadName}}{{/if}} – {{dueAt}}',
      title: 'Nhắc việc',
      preview: '{{dueAt}}{{#if phone}} · {{phone}}{{/if}}',
      heading: '{{about}}',
      accept: 'Nhận hoặc từ chối',
      why: 'Thư nội bộ gửi {{repName}}, vì đây là việc của anh/chị. Trả lời e-mail này thì khách không nhận được.',
    },
    en: {
      ...taskEn,
      subject: '{{what}}{{#if leadName}}: {{leadName}}{{/if}} – {{dueAt}}',
      title: 'Reminder',
      preview: '{{dueAt}}{{#if phone}} · {{phone}}{{/if}}',
      heading: '{{about}}',
      accept: 'Accept or decline',
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
