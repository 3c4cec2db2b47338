export { showMe } from './show-me.ts';
