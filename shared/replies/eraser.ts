import { defineEraser } from '../erasing/eraser.ts';

/** Answers lie under the lead; the mails that they came by are files. */
export const repliesEraser = defineEraser({
  capability: 'replies',
  keepsFiles: true,
  items: ['LEAD REPLY'],
  name: { vi: 'Thư khách trả lời', en: 'Answers to mails' },
  fate: { becomes: 'deleted' },
});
