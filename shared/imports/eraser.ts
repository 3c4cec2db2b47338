import { defineEraser } from '../erasing/eraser.ts';
import { beginDays, fileDays } from './import.ts';

/** Lists that people brought: nothing leads from a person to the rows of a file, which goes by itself, counted from the last step that writes one. */
export const importsEraser = defineEraser({
  capability: 'imports',
  items: ['IMPORTS IMPORT'],
  name: { vi: 'Tệp danh sách đã tải lên', en: 'Files of lists that were brought' },
  fate: {
    becomes: 'expires',
    // The bucket looks once a day, and goes by whole days.
    withinDays: beginDays + fileDays + 2,
    why: {
      vi: `Tệp đã tải lên và các dòng đọc từ tệp có thể còn nêu tên người này: không xoá riêng từng dòng, cả tệp tự mất sau ${fileDays} ngày. Dòng của người này không được nhập nữa và không có trong tệp kết quả viết sau đó.`,
      en: `An uploaded file, and the rows that were read of it, may still name this person: no single row is deleted, the files go by themselves after ${fileDays} days. Rows of this person are taken in no more, and no file of results that is written later has them.`,
    },
  },
});
