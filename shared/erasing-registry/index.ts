import { defineErasing } from '../erasing/index.ts';
import { elsewhere } from './elsewhere.ts';
import { erasers } from './erasers.ts';
import { fileErasers } from './files.ts';

/** What erases people, with all that capabilities say of it. */
export const { work: erasePersonWork, eraseAll } = defineErasing(erasers, elsewhere, fileErasers);
export { erasers };
