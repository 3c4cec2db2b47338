export { showToday } from './show-today.ts';
