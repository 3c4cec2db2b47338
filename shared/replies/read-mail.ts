import PostalMime, { type Email } from 'postal-mime';
import { cleanMultiline, cleanText, normaliseEmail } from '../identity/index.ts';
import { htmlToText } from './html-text.ts';
import { withoutQuotes } from './rules-quote.ts';

/** SES takes up to 40 MB; a person who answers does not write a tenth of it. */
export const mostMailBytes = 10 * 1024 * 1024;

/** Bounds for whoever builds a mail to be expensive. Real ones nest four parts deep and have 20 KB of headers. */
const limits = { maxNestingDepth: 20, maxHeadersSize: 256 * 1024, maxRfc822NestingDepth: 0, forceRfc822Attachments: true } as const;
/** The parser takes its time for each line and each part: a file of 10 MB has 140,000 lines, and no program writes a thousand parts. */
const [mostLines, mostParts] = [200_000, 1_000];
const mostFiles = 20;
const mostName = 120;

/** What of a mail that came in counts. Nothing of it is a reason to fetch anything. */
export interface ReadMail {
  readonly messageId: string | null;
  /** In the form of ours; null where it is none that could be a lead's. */
  readonly from: string | null;
  readonly subject: string;
  /** What the person wrote, without what they quote; null: nothing. */
  readonly text: string | null;
  /** Names of files that came along, which are not kept. */
  readonly files: readonly string[];
  /** Values of the headers that tell whether a machine wrote it, by their names in lower case. */
  readonly headers: ReadonlyMap<string, string>;
  /** Its first type, such as `multipart/report`. */
  readonly contentType: string;
}

/** Reads a mail; null for one that is no mail, or beyond the bounds. */
export async function readMail(raw: Uint8Array): Promise<ReadMail | null> {
  if (raw.byteLength === 0 || raw.byteLength > mostMailBytes || hasTooMany(raw)) return null;
  let email: Email;
  try {
    email = await PostalMime.parse(raw, limits);
  } catch {
    // The parser throws at its bounds alone, and its words may hold what stands in the mail.
    return null;
  }
  if (email.headers.length === 0) return null;
  const headers = new Map(email.headers.toReversed().map(({ key, value }) => [key, value.slice(0, 2_000)]));
  return {
    messageId: email.messageId?.slice(0, 500) ?? null,
    from: addressIn(email),
    subject: cleanText(email.subject?.slice(0, 1_000) ?? '').slice(0, 200),
    text: textOf(email),
    files: email.attachments.slice(0, mostFiles).map(nameOf),
    headers,
    contentType: (headers.get('content-type') ?? 'text/plain').split(';', 1)[0]?.trim().toLowerCase() ?? '',
  };
}

/** Counts lines, and those with which a part may begin, before anything is parsed. */
function hasTooMany(raw: Uint8Array): boolean {
  const [lineFeed, hyphen] = [10, 45];
  let [lines, parts, place] = [0, 0, 0];
  while (place !== -1 && lines <= mostLines && parts <= mostParts) {
    if (raw[place] === hyphen && raw[place + 1] === hyphen) parts += 1;
    const end = raw.indexOf(lineFeed, place);
    place = end === -1 ? -1 : end + 1;
    lines += 1;
  }
  return lines > mostLines || parts > mostParts;
}

function addressIn({ from }: Email): string | null {
  const read = normaliseEmail(from?.address ?? '');
  return read.ok ? read.email : null;
}

/** The text beside the HTML, where a person's program wrote both; some write an empty one. */
function textOf({ text = '', html = '' }: Email): string | null {
  for (const words of [text, htmlToText(html)]) {
    const own = words.trim() === '' ? null : withoutQuotes(words);
    const clean = own === null ? '' : cleanMultiline(own);
    if (clean !== '') return clean;
  }
  return null;
}

function nameOf({ filename, mimeType }: Email['attachments'][number]): string {
  const name = cleanText(filename?.slice(0, 1_000) ?? '').slice(0, mostName);
  return name === '' ? mimeType.slice(0, mostName) : name;
}
