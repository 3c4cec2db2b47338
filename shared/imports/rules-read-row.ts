import { answerAs, type Fields, hiddenPart } from '../fields/index.ts';
import { contactOf } from '../identity/contact.ts';
import { firstAddress } from '../identity/email.ts';
import { tagFault } from '../identity/tag.ts';
import { cleanText, fold } from '../identity/text.ts';
import { joinAnswers } from '../leads/answers.ts';
import { LeadId, type RepId } from '../platform/ids.ts';
import { withoutTextMark } from '../platform/rules-formula.ts';
import { markedWhole } from '../platform/rules-whole.ts';
import type { RepConfig } from '../routing/rep-config.ts';
import { type Cell, emptyCell, textOfCell } from '../sheets/row.ts';
import { amountOfCell, type CellRead, dayOfCell, phoneOfCell, wayOfCell, yesOfCell } from './rules-cells.ts';
import type { Column } from './rules-headers.ts';

/** Why a row is set aside. */
export type RowProblem =
  | 'rowTooLong'
  | 'noContact'
  | 'phoneRounded'
  | 'orderWithoutId'
  | 'orderWithoutDate'
  | 'orderWithoutAmount'
  | 'refused'
  | 'erased';

/** What of a row is not used although the row is. */
export type RowWarning =
  | 'phoneRounded'
  | 'phoneUnusable'
  | 'emailUnusable'
  | 'dateUnread'
  | 'dateInFuture'
  | 'ownerUnknown'
  | 'ownerAmbiguous'
  | 'ownerInactive'
  | 'ownerRefused'
  | 'consentUnread'
  | 'consentIncomplete'
  | 'consentHowUnknown'
  | 'answerUnfit'
  | 'formulaError'
  | 'tagTooLong'
  | 'amountUnread';

/** What a row says, read by the mapping; texts only, so that it lies in a file as it is. */
export interface ReadRow {
  readonly sheet: string;
  readonly row: number;
  readonly fields: Readonly<Record<string, string>>;
  /** Kept with the row, and no part of the record. */
  readonly extra: Readonly<Record<string, string>>;
  readonly tags: readonly string[];
  /** The lead that the row was taken out with. */
  readonly leadId: LeadId | null;
  readonly repId: RepId | null;
  readonly source: string | null;
  readonly campaign: string | null;
  /** A day or moment without a zone. */
  readonly date: string | null;
  readonly consent: { readonly at: string; readonly how: 'phone' | 'email' | 'message' | 'inPerson' | 'letter' } | null;
  readonly order: {
    readonly orderId: string;
    readonly at: string;
    readonly amount: number;
    readonly paid: number | null;
    readonly paidAt: string | null;
  } | null;
  readonly problem: RowProblem | null;
  readonly warnings: readonly RowWarning[];
}

export interface ReadParts {
  readonly kind: 'leads' | 'orders';
  /** By key of the column. */
  readonly targets: Readonly<Record<string, string>>;
  readonly fields: Fields;
  readonly owners: ReadonlyMap<string, OwnerFound>;
  /** Today in the company's zone, as `2026-03-01`. */
  readonly today: string;
}

export type OwnerFound = 'ambiguous' | 'inactive' | RepId;

/** Finds reps as lists name them: by name in any spelling, e-mail address, the part before its sign, telephone, id. */
export function ownersOf(reps: Iterable<RepConfig>): Map<string, OwnerFound> {
  const found = new Map<string, OwnerFound>();
  const add = (name: string, rep: RepConfig): void => {
    const known = found.get(name);
    const isOther = known !== undefined && known !== rep.id && known !== 'inactive';
    if (!rep.active) {
      if (known === undefined) found.set(name, 'inactive');
    } else found.set(name, isOther ? 'ambiguous' : rep.id);
  };
  for (const rep of reps) {
    const [mailbox = ''] = rep.email.split('@');
    const number = rep.phone === undefined ? null : numberIn(rep.phone);
    for (const name of new Set([rep.id, rep.name, rep.email, mailbox].map(fold))) add(name, rep);
    if (number !== null) add(number, rep);
  }
  return found;
}

/** The number that a text is, in the one spelling that tells two of them apart; null where it is none. */
function numberIn(text: string): string | null {
  return contactOf({ phone: text }).phone?.e164 ?? null;
}

const mostTagsOfRow = 10;

/** Characters of what is kept beside the record. */
const mostKept = 500;

/** Bytes of what a row says: as much as a form may say. It is one item of the table. */
const mostBytes = 32_768;

/** Reads one row by the mapping. */
export function readRow(
  { sheet, row, cells }: { readonly sheet: string; readonly row: number; readonly cells: readonly Cell[] },
  columns: readonly Column[],
  parts: ReadParts,
): ReadRow {
  const warnings = new Set<RowWarning>();
  const said = new Map<string, Cell[]>();
  columns.forEach(({ key }, index) => {
    const cell = asItWas(cells[index] ?? emptyCell);
    const target = (Object.hasOwn(parts.targets, key) ? parts.targets[key] : undefined) ?? 'ignore';
    if (cell.kind === 'error' && target !== 'ignore' && target !== 'keep') warnings.add('formulaError');
    else if (cell.kind !== 'empty' && target !== 'ignore') said.set(target, [...(said.get(target) ?? []), cell]);
  });
  const textOf = (target: string): string => (said.get(target) ?? []).map(textOfCell).join('\n');
  const read = <Value, Problem extends RowWarning>(target: string, how: (cell: Cell) => CellRead<Value, Problem>): Value | null => {
    const [cell = emptyCell] = said.get(target) ?? [];
    const value = how(cell);
    if (value && 'problem' in value) warnings.add(value.problem);
    return value && 'value' in value ? value.value : null;
  };

  const phones = (said.get('phone') ?? []).map(phoneOfCell);
  if (phones.some((phone) => phone && 'problem' in phone)) warnings.add('phoneRounded');
  const phone = phones.flatMap((one) => (one && 'value' in one ? [one.value] : [])).join(' / ');
  const address = firstAddress((said.get('email') ?? []).map(textOfCell));
  const whole = textOf('fullName') || ['familyName', 'middleName', 'givenName'].map(textOf).filter(Boolean).join(' ');
  const fields: Record<string, string> = {};
  for (const [name, value] of Object.entries({
    fullName: whole,
    phone,
    email: address.text,
    ...Object.fromEntries(['province', 'company', 'taxCode', 'title', 'message'].map((name) => [name, textOf(name)])),
    product: joinAnswers((said.get('product') ?? []).flatMap((cell) => severalOf(textOfCell(cell)))),
  })) {
    if (value.trim() !== '') fields[name] = value;
  }
  for (const [target, own] of said) {
    if (!target.startsWith('field:')) continue;
    const field = parts.fields.get(target.slice(6));
    if (!field) continue;
    const typed = own.map((cell) => (cell.kind === 'date' ? cell.iso.slice(0, 10) : textOfCell(cell))).join('\n');
    if (answerAs(field, typed) === null) warnings.add('answerUnfit');
    else fields[field.id] = typed;
  }

  const contact = contactOf(fields);
  if (fields.email !== undefined && contact.email === null) warnings.add('emailUnusable');
  if (contact.phone && !contact.phone.valid) warnings.add('phoneUnusable');
  const order = parts.kind === 'orders' ? orderOf(read, textOf) : { order: null, problem: null };
  const noContact = contact.email === null && contact.phone === null;
  const extra = {
    ...((said.get('keep') ?? []).length === 0 ? {} : keptBeside(cells, columns, parts.targets)),
    ...(address.spare.length === 0 ? {} : { [headerOf('email', columns, parts.targets)]: joinAnswers(address.spare).slice(0, mostKept) }),
  };
  const named = { tags: tagsOf(textOf('tags'), warnings), source: textOf('source') || null, campaign: textOf('campaign') || null };
  const isTooLong = Buffer.byteLength(JSON.stringify([fields, extra, named])) > mostBytes;
  return {
    sheet,
    row,
    // Nothing is made of it, so that nothing of it is kept beside the file; a note in the wrong column is found by its row.
    ...(isTooLong ? { fields: contactAlone(fields), extra: {}, tags: [], source: null, campaign: null } : { fields, extra, ...named }),
    leadId: LeadId.safeParse(textOf('leadId')).data ?? null,
    repId: ownerOf(said.get('owner') ?? [], parts.owners, warnings),
    date: notInFuture(read('date', dayOfCell), parts.today, warnings),
    consent: consentOf(read, said.has('consentNewsletter'), parts.today, warnings),
    order: order.order,
    problem: isTooLong ? 'rowTooLong' : noContact ? (warnings.has('phoneRounded') ? 'phoneRounded' : 'noContact') : order.problem,
    warnings: [...warnings],
  };
}

/** Returns what says whose row it is, so that one of somebody who was erased is known. */
function contactAlone({ phone = '', email = '' }: Readonly<Record<string, string>>): Record<string, string> {
  return { phone: phone.slice(0, 1_000), email: email.slice(0, 1_000) };
}

/** Takes back what a list that was taken out does to a text: the sign before what looks like a formula. What was masked in it is as good as empty. */
function asItWas(cell: Cell): Cell {
  if (cell.kind !== 'text') return cell;
  if (cell.text.includes(hiddenPart)) return emptyCell;
  return { kind: 'text', text: withoutTextMark(cell.text) };
}

/** Several in one cell stand a line each, or behind semicolons; commas part those that nothing else does. What was taken out as one says so. */
function severalOf(text: string): string[] {
  const lines = text.split('\n');
  if (lines.length > 1) return lines.map((line) => markedWhole(line) ?? line);
  const whole = markedWhole(text);
  return whole === null ? text.split(text.includes(';') ? ';' : /,(?=\s)/) : [whole];
}

type Read = <Value, Problem extends RowWarning>(target: string, how: (cell: Cell) => CellRead<Value, Problem>) => Value | null;

function orderOf(
  read: Read,
  textOf: (target: string) => string,
): { readonly order: ReadRow['order']; readonly problem: RowProblem | null } {
  const orderId = textOf('orderId').trim();
  if (orderId === '') return { order: null, problem: 'orderWithoutId' };
  const at = read('orderedAt', dayOfCell) ?? read('date', dayOfCell);
  if (at === null) return { order: null, problem: 'orderWithoutDate' };
  const amount = read('amount', amountOfCell);
  if (amount === null) return { order: null, problem: 'orderWithoutAmount' };
  return {
    order: { orderId: orderId.slice(0, 100), at, amount, paid: read('paid', amountOfCell), paidAt: read('paidAt', dayOfCell) },
    problem: null,
  };
}

/** Advertising is allowed by a yes that says when and how it was said, and by nothing less. */
function consentOf(read: Read, isAsked: boolean, today: string, warnings: Set<RowWarning>): ReadRow['consent'] {
  if (!isAsked || read('consentNewsletter', yesOfCell) !== true) return null;
  const [at, how] = [read('consentAt', dayOfCell), read('consentHow', wayOfCell)];
  if (at !== null && how !== null && at.slice(0, 10) <= today) return { at, how };
  warnings.add('consentIncomplete');
  return null;
}

function notInFuture(date: string | null, today: string, warnings: Set<RowWarning>): string | null {
  if (date === null || date.slice(0, 10) <= today) return date;
  warnings.add('dateInFuture');
  return null;
}

function ownerOf(cells: readonly Cell[], owners: ReadonlyMap<string, OwnerFound>, warnings: Set<RowWarning>): RepId | null {
  const name = fold(cells.map(textOfCell).join('\n'));
  if (name === '') return null;
  const found = owners.get(name) ?? byNumber(cells, owners);
  if (found === undefined) warnings.add('ownerUnknown');
  else if (found === 'ambiguous') warnings.add('ownerAmbiguous');
  else if (found === 'inactive') warnings.add('ownerInactive');
  else return found;
  return null;
}

/** A number may have lost its zero to Excel, as those of customers do. */
function byNumber([cell = emptyCell]: readonly Cell[], owners: ReadonlyMap<string, OwnerFound>): OwnerFound | undefined {
  const read = phoneOfCell(cell);
  const number = read && 'value' in read && /^[\d\s.()+-]+$/.test(read.value) ? numberIn(read.value) : null;
  return number === null ? undefined : owners.get(number);
}

function tagsOf(typed: string, warnings: Set<RowWarning>): string[] {
  const parts = typed.split('\n').flatMap((line) => markedWhole(line) ?? line.split(/[,;|]/));
  const tags = [...new Set(parts.map(cleanText))].filter((tag) => tag !== '');
  const usable = tags.filter((tag) => tagFault(tag) === null).slice(0, mostTagsOfRow);
  if (usable.length < tags.length) warnings.add('tagTooLong');
  return usable;
}

/** A record holds one address that a list may say: further ones are kept in words, under the name of their column. */
function headerOf(target: string, columns: readonly Column[], targets: Readonly<Record<string, string>>): string {
  return columns.find(({ key }) => Object.hasOwn(targets, key) && targets[key] === target)?.header ?? target;
}

function keptBeside(cells: readonly Cell[], columns: readonly Column[], targets: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    columns.flatMap(({ key, header }, index) => {
      const text = targets[key] === 'keep' ? textOfCell(cells[index] ?? emptyCell).slice(0, mostKept) : '';
      return text === '' ? [] : [[header, text]];
    }),
  );
}
