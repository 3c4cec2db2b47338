export { type Declined, DeclineSheet } from './decline-sheet.tsx';
