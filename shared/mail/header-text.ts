import { cleanText, cutGraphemes } from '../identity/index.ts';
import { markedAsAdvertising } from '../platform/rules-advertising-mark.ts';

/** Longest subject and display name: mail clients show far less, and long headers are a way to hide text. */
const maxSubject = 150;
const maxDisplayName = 60;

/** Makes a text fit for a header: one line, no control or invisible character, bounded. SES encodes subjects itself (RFC 2047). */
export function subjectText(value: string): string {
  return cutGraphemes(cleanText(value), maxSubject);
}

/** Returns a subject as it is sent. Decree 91/2020: an advertising mail says that it is one before anything else; whoever wrote it in has it once all the same. */
export function sentSubject(value: string, isAdvertising: boolean): string {
  return subjectText(isAdvertising ? markedAsAdvertising(value) : value);
}

// RFC 5322 atoms and spaces may stand unquoted; anything else is sent as encoded words, which no parser can take apart.
const plainPhrase = /^[A-Za-z0-9 !#$%&'*+/=?^_`{|}~-]*$/;
// RFC 2047: 75 characters per word; `=?UTF-8?B??=` takes 12, and base64 turns 3 bytes into 4 characters.
const bytesPerWord = 45;

/** An address with a display name; SES does not encode display names, so this does. */
export function mailbox(displayName: string, address: string): string {
  const name = cutGraphemes(cleanText(displayName), maxDisplayName).trim();
  if (name === '') return address;
  return `${plainPhrase.test(name) && !name.includes('=?') ? name : encodedWords(name)} <${address}>`;
}

function encodedWords(text: string): string {
  const words: string[] = [];
  let word = '';
  for (const character of text) {
    if (Buffer.byteLength(word + character) > bytesPerWord) {
      words.push(word);
      word = '';
    }
    word += character;
  }
  if (word !== '') words.push(word);
  return words.map((part) => `=?UTF-8?B?${Buffer.from(part).toString('base64')}?=`).join(' ');
}

/** The address of `Name <address>` or of a bare address. */
export function addressOf(sender: string): string {
  return /<([^<>]*)>\s*$/.exec(sender)?.[1]?.trim() ?? sender.trim();
}
