export { LetterSheet } from './letter-sheet.tsx';
