import { defineEraser } from '../erasing/eraser.ts';

/** What a colleague wrote to a person is of that person. */
export const lettersEraser = defineEraser({
  capability: 'letters',
  items: ['LEAD LETTER'],
  name: { vi: 'Thư nhân viên viết cho khách', en: 'Mails that colleagues wrote' },
  fate: { becomes: 'deleted' },
});
