import { defineEraser } from '../erasing/eraser.ts';

/** Rows in files of lists that people brought: `file-eraser.ts` takes a person out of them. What became of a list is said by counts and ids alone. */
export const importsEraser = defineEraser({
  capability: 'imports',
  items: [],
  keepsFiles: true,
  name: { vi: 'Dòng trong tệp danh sách đã tải lên', en: 'Rows in files of lists that were brought' },
  fate: { becomes: 'deleted' },
});
