import type { ErasedPerson, FileEraser, FileEraserParts } from '../erasing/index.ts';
import { contactOf, identifyingPhone } from '../identity/contact.ts';
import { daysMs, isoTime, minutesMs } from '../platform/clock.ts';
import type { Digests } from '../platform/digests.ts';
import { inTurns } from '../platform/in-turns.ts';
import { type Cell, textOfCell } from '../sheets/row.ts';
import { ImportFiles, type KeptRow, mostPerRaw, type RawRow } from './files.ts';
import { beginDays, fileDays, type Import, listSince } from './import.ts';
import { phoneOfCell } from './rules-cells.ts';
import { tidyRows, tidyUpload } from './tidy.ts';
import { writeResultWithout } from './write-result.ts';

/** Files that are looked at in one slice, and at once. */
const [filesPerSlice, atOnce] = [24, 4];
/** An address for an upload is good for a quarter of an hour: what nobody had read by then is brought again. */
const uploadMs = 15 * minutesMs;

/**
 * Takes a person out of the files of lists. A list that was taken in has but its result; of one that was not, the rows of the person stay as rows that nothing is known of, so that
 * the list can still be taken in without them, and everybody else's.
 */
export const importsFiles: FileEraser = {
  capability: 'imports',
  async eraseSlice(place, person, parts) {
    const since = new Date(parts.now.getTime() - (beginDays + fileDays + 2) * daysMs);
    const lists = await listSince(parts.table, isoTime(since));
    const jobs = lists.flatMap((list) => jobsOf(list).map((job) => ({ list, job })));
    const nameOf = ({ list, job }: (typeof jobs)[number]) => `${list.importId} ${job}`;
    // The latest list comes first: one that was brought since lies before the place.
    const start = place === null ? 0 : jobs.findIndex((one) => nameOf(one) === place);
    // What was to come next is gone, or the list has gone on: it is looked at from its beginning.
    const begin = start >= 0 ? start : jobs.findIndex(({ list }) => list.importId <= (place ?? '').split(' ', 1).join(''));
    if (begin < 0) return { gone: 0, next: null };
    const slice = jobs.slice(begin, begin + filesPerSlice);
    const gone = await inTurns(slice, atOnce, ({ list, job }) => doJob(job, list, person, parts));
    const next = jobs[begin + filesPerSlice];
    return { gone: gone.reduce((sum, count) => sum + count, 0), next: next ? nameOf(next) : null };
  },
};

type Job = 'upload' | 'heads' | 'result' | `${'raw' | 'rows' | 'read'}/${number}`;

const isThrough = ({ phase }: Import): boolean => phase === 'done' || phase === 'undoing' || phase === 'undone';

function jobsOf(list: Import): Job[] {
  // An address for an upload outlives the reading of a small list.
  if (isThrough(list)) return ['upload', 'result'];
  const numbers = (many: number) => Array.from({ length: many }, (_, part) => part);
  const raw = numbers(Math.ceil(list.rows / mostPerRaw));
  return [
    'upload',
    ...raw.map((part) => `raw/${part}` as const),
    ...raw.map((part) => `read/${part}` as const),
    ...numbers(list.parts).map((part) => `rows/${part}` as const),
    'heads',
  ];
}

async function doJob(job: Job, list: Import, person: ErasedPerson, { digests, objects, now }: FileEraserParts): Promise<number> {
  const files = new ImportFiles(objects, list.importId);
  const names = new PersonInCells(person, digests);
  if (job === 'upload') {
    if (Date.parse(list.askedAt) + uploadMs < now.getTime()) await tidyUpload(files);
    return 0;
  }
  if (job === 'result') {
    // Of a list of an earlier version the rows may lie there yet.
    await tidyRows(list, files);
    return writeResultWithout((cells) => names.areIn(cells), files);
  }
  if (job === 'heads') {
    const heads = (await files.heads()) ?? [];
    const isNamed = heads.map(({ columns }) => columns.some(({ samples }) => names.areIn(samples)));
    if (isNamed.includes(true))
      await files.putHeads(
        heads.map((head, sheet) =>
          isNamed[sheet] ? { ...head, columns: head.columns.map((column) => ({ ...column, samples: [] })) } : head,
        ),
      );
    return 0;
  }
  const [kind = 'raw', number] = job.split('/') as ['raw' | 'rows' | 'read', string];
  const part = Number(number);
  if (kind === 'raw') {
    const rows = await files.part('raw', part);
    return replaceNamed(
      rows,
      (row) => names.ownRow(row.cells),
      nothingOfRaw,
      (kept) => files.putPart('raw', part, kept),
    );
  }
  const rows = await files.part(kind, part);
  return replaceNamed(
    rows,
    (row) => names.own(contactsOf(row)),
    nothingOf,
    (kept) => files.putPart(kind, part, kept),
  );
}

async function replaceNamed<Row>(
  rows: readonly Row[] | undefined,
  isNamed: (row: Row) => boolean,
  without: (row: Row) => Row,
  put: (rows: readonly Row[]) => Promise<void>,
): Promise<number> {
  const named = (rows ?? []).filter(isNamed);
  if (!rows || named.length === 0) return 0;
  const all = new Set(named);
  await put(rows.map((row) => (all.has(row) ? without(row) : row)));
  return named.length;
}

const nothingOfRaw = ({ sheet, row }: RawRow): RawRow => ({ sheet, row, cells: [], isErased: true });

/** Returns a row of which nothing is left but its place. */
export const nothingOf = ({ sheet, row, cluster }: Pick<KeptRow, 'sheet' | 'row' | 'cluster'>): KeptRow => ({
  sheet,
  row,
  cluster,
  fields: {},
  extra: {},
  tags: [],
  repId: null,
  source: null,
  campaign: null,
  date: null,
  consent: null,
  order: null,
  problem: 'erased',
  warnings: [],
});

interface Contacts {
  readonly emails: readonly string[];
  readonly phones: readonly string[];
}

function contactsOf({ fields }: KeptRow): Contacts {
  const { email, phone, extraPhones } = contactOf(fields);
  return { emails: email === null ? [] : [email], phones: [phone, ...extraPhones].flatMap((one) => identifyingPhone(one) ?? []) };
}

/** Tells whether cells have an address or a number of a person. */
class PersonInCells {
  readonly #person: ErasedPerson;
  readonly #digests: Digests;

  constructor(person: ErasedPerson, digests: Digests) {
    this.#person = person;
    this.#digests = digests;
  }

  /** Whether any of the texts is the person's, as where a line of a report is concerned. */
  areIn(texts: readonly string[]): boolean {
    const { emails, phones } = contactsIn(texts.map((text) => ({ kind: 'text', text })));
    return this.#hasEmail(emails) || this.#hasPhone(phones);
  }

  /** Whether a row is about the person: by its address, and by its number where it has no address, for a number may be shared. */
  own({ emails, phones }: Contacts): boolean {
    return emails.length > 0 ? this.#hasEmail(emails) : this.#hasPhone(phones);
  }

  ownRow(cells: readonly Cell[]): boolean {
    return this.own(contactsIn(cells));
  }

  #hasEmail(emails: readonly string[]): boolean {
    return this.#person.emails.size > 0 && emails.some((email) => this.#person.emails.has(this.#digests.email(email)));
  }

  #hasPhone(phones: readonly string[]): boolean {
    return this.#person.phones.size > 0 && phones.some((phone) => this.#person.phones.has(this.#digests.phone(phone)));
  }
}

/** Fewer digits are no number that a person is known by. */
const leastDigits = /(?:\d\D*){8}/;

function contactsIn(cells: readonly Cell[]): Contacts {
  const emails: string[] = [];
  const phones: string[] = [];
  for (const cell of cells) {
    const text = textOfCell(cell);
    if (/[@＠]/.test(text)) {
      const { email } = contactOf({ email: text });
      if (email !== null) emails.push(email);
    } else if (leastDigits.test(text)) {
      const read = phoneOfCell(cell);
      const { phone, extraPhones } = contactOf({ phone: read && 'value' in read ? read.value : text });
      phones.push(...[phone, ...extraPhones].flatMap((one) => identifyingPhone(one) ?? []));
    }
  }
  return { emails, phones };
}
