export { csvOfPerson, type PersonFileParts, personFile } from './person-file.ts';
