export { productNamed, withIds } from './rules-words.ts';
