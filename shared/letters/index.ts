export { type Letter, mailOfLetter, readLetter, readLetters } from './letter.ts';
export { letterBar, notAcceptedBar } from './letter-bar.ts';
export { type LetterTemplate, type LetterVariable, letterTemplateKind } from './letter-config.ts';
export { answeringSubject, fillLetter } from './rules-text.ts';
export { lettersOf } from './view.ts';
export { letterReasonWords } from './words.ts';
export { signatureOf, writeLetterMail } from './write-html.ts';
export { type LetterParts, sendLetter, writeLetter } from './write-letter.ts';
export { type Writer, writerOf } from './writer.ts';
