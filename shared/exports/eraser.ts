import { defineEraser } from '../erasing/eraser.ts';

/** Files that people took out: they go by themselves within a day. */
export const exportsEraser = defineEraser({
  capability: 'exports',
  items: ['EXPORTS EXPORT'],
  name: { vi: 'Tệp danh sách đã xuất', en: 'Files of lists that were taken out' },
  fate: {
    becomes: 'expires',
    // A day, and whatever the bucket's clean-up has to do, which looks once a day.
    withinDays: 3,
    why: {
      vi: 'Tệp đã xuất có thể còn nêu tên người này cho tới khi tự mất, một ngày sau khi xuất. Bản mà ai đó đã tải về thì công ty phải tự xoá: nhật ký xuất cho biết ai đã tải.',
      en: 'A file that was taken out may still name this person until it goes, a day after it was made. Copies that somebody fetched are the company’s to delete: the log of exports says who has one.',
    },
  },
});
