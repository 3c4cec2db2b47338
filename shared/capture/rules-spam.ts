import { cleanText, fold } from '../identity/text.ts';
import type { FormConfig } from './form-config.ts';
import { isAboveLimit } from './rules-networks.ts';
import type { QuarantineReason, Submission, TokenVerdict } from './submission.ts';

const whereRequired: Readonly<Record<Exclude<TokenVerdict, 'valid' | 'tooFast'>, QuarantineReason>> = {
  absent: 'missingToken',
  forged: 'forgedToken',
  expired: 'expiredToken',
  overused: 'overusedToken',
};

/** A token that is not good is as none, which matters only to a form that requires one; a form filled faster than a person can does to all. */
function tokenReason(token: TokenVerdict, { tokenRequired }: FormConfig): QuarantineReason | null {
  if (token === 'tooFast') return 'tooFast';
  return token === 'valid' || !tokenRequired ? null : whereRequired[token];
}

/** What only counting tells of a post. */
export interface Counted {
  /** Posts of its client address and of each wider network in the running window, this one included. */
  readonly addressPosts: readonly number[];
  readonly token: TokenVerdict;
}

/**
 * Why a person should look at a submission before a rep does; empty for nearly all. A suspicion costs a rep nothing and an honest
 * lead some hours, so every rule errs to the side of the lead.
 */
export function suspicions(submission: Submission, form: FormConfig, counted: Counted): QuarantineReason[] {
  const { sender, fields } = submission;
  const token = tokenReason(counted.token, form);
  return [
    ...(sender.honeypotFilled ? (['honeypot'] as const) : []),
    ...(token ? [token] : []),
    ...suspiciousTexts(fields),
    ...(isAboveLimit(counted.addressPosts, form.addressLimitPer10Minutes) ? (['addressLimit'] as const) : []),
  ];
}

/** Why a person should look at what somebody typed, by the texts alone. */
export function suspiciousTexts(fields: Submission['fields']): QuarantineReason[] {
  const name = fields.fullName ?? '';
  return [
    ...(hasLink(name) ? (['linkInName'] as const) : []),
    ...(hasLinkBesideName(fields) ? (['linkInField'] as const) : []),
    ...(isGibberish(name) ? (['gibberish'] as const) : []),
  ];
}

// Endings that no abbreviated name or title has: "Ths.Lan", "J.R.R.", "Ph.D", "Co.Me", "Ng.Vu" stay names, so the endings that are
// syllables of names, too (me, la, vu …), count before a path only.
const endings =
  'com|net|org|info|biz|vn|io|ru|cn|us|uk|eu|tv|cc|tk|ml|gq|pw|ws|gg|xyz|top|shop|store|online|site|website|club|click|link|live|life|vip|icu|win|bet|casino|app|dev|page|pro|asia|tech|fun|space|work|world|news|blog|cloud|today|money|loan';
const link = new RegExp(
  String.raw`(?:https?|hxxps?|ftp):\/\/|\bwww\.[a-z0-9]|\b[a-z0-9-]{2,}\.(?:${endings})\b|\b[a-z0-9-]+\.[a-z]{2,24}\/[\w?#-]`,
  'i',
);
const domainAlone = /^[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,24}$/i;

/** What a reader's mail program makes of a text: without invisible characters, with every kind of dot a dot. */
const asRead = (text: string): string =>
  cleanText(text.slice(0, maxLooked))
    .normalize('NFKC')
    .replace(/[\u3002\u2024\u00b7\u2027]/gu, '.');

/** A link in the name is how a form is made to send advertising in its own mails. */
export function hasLink(name: string): boolean {
  return link.test(asRead(name));
}

/** Short fields that reps read in their notices; a message may hold links, and a question of our own may ask for one. */
const shortFields = ['company', 'title', 'province', 'product'] as const;

/** Many shops are called by their domain, and no more: that is a name. */
function hasLinkBesideName(fields: Submission['fields']): boolean {
  return shortFields.some((field) => {
    const text = fields[field] ?? '';
    return hasLink(text) && !(field === 'company' && domainAlone.test(asRead(text)));
  });
}

/** Characters of a name that are looked at; the rest of a longer one adds nothing. */
const maxLooked = 200;

const keyboardRows = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm'];

/**
 * Tells letters that no language puts together from a name. Asked of Latin letters only, word by word, and set so that real names
 * of some thirty countries in the test corpus all pass (Hirschsprung, Brzęczyszczykiewicz, Nguyễn, NguyenThiThuHuong).
 */
export function isGibberish(name: string): boolean {
  return name
    .slice(0, maxLooked)
    .split(/[\s.,'’()/-]+/)
    .some((word) => isGibberishWord(word));
}

function isGibberishWord(word: string): boolean {
  const folded = fold(word);
  if (!/^[a-z0-9]{6,}$/.test(folded)) return false;
  // A word of digits is a phone number that slipped into the name.
  if (!/[a-z]/.test(folded)) return false;
  if (/(.)\1{4}/.test(folded)) return true;
  if (keyboardRows.some((row) => runsAlong(folded, row))) return true;
  // Letters and digits taking turns ("a7f3k9"); a phone number or a year after a name stays a name.
  if (/\d/.test(folded)) return /^(?:[a-z]{1,3}\d{1,3}){3}/.test(folded);
  // "Hirschsprung" has seven consonants in a row, the most of any name in the corpus; y and w sound in some languages.
  if (/[bcdfghjklmnpqrstvxz]{8}/.test(folded)) return true;
  if (folded.length >= 7 && !/[aeiouyw]/.test(folded)) return true;
  return isShuffledCase(word);
}

/** A run of six neighbours of one keyboard row, forwards or backwards; no name has one. */
function runsAlong(word: string, row: string): boolean {
  const backwards = [...row].reverse().join('');
  for (let start = 0; start + 6 <= row.length; start += 1) {
    if (word.includes(row.slice(start, start + 6)) || word.includes(backwards.slice(start, start + 6))) return true;
  }
  return false;
}

/** `hJkLmNpQx`: capitals inside a word, and parts between them that cannot be spoken. "NguyenThiThuHuong" can. */
function isShuffledCase(word: string): boolean {
  const parts = word.split(/(?<=\p{Ll})(?=\p{Lu})/u);
  const silent = parts.filter((part) => !/[aeiouyw]/.test(fold(part)));
  return word.length >= 8 && parts.length >= 4 && silent.length >= 2;
}
