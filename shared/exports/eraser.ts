import { defineEraser } from '../erasing/eraser.ts';

/** Files that people took out: `file-eraser.ts` deletes those that tell of a person. Who took what out is said by filters and counts alone. */
export const exportsEraser = defineEraser({
  capability: 'exports',
  items: [],
  keepsFiles: true,
  name: { vi: 'Tệp danh sách đã xuất', en: 'Files of lists that were taken out' },
  fate: { becomes: 'deleted' },
});
