import { normaliseName } from '../identity/name.ts';
import { type FieldValue, type Lead, type Provenance, type ProvenField, withNewValue } from '../leads/record.ts';
import { refText } from '../platform/ids.ts';

/** A record, and where its values come from. */
export interface Kept {
  readonly lead: Lead;
  readonly provenance: Provenance;
}

/** Of which of two merged leads something is: of the one that is left, or of the one that became part of it. */
export type MergeSide = 'survivor' | 'loser';

const standardFields = ['fullName', 'email', 'phone', 'company', 'title', 'province', 'locale'] as const satisfies readonly ProvenField[];
type StandardField = (typeof standardFields)[number];

/** A field that holds one value at a time, of one person. */
export type SingleField = StandardField | `extra.${string}`;

const questionOf = (field: SingleField): string | null => (field.startsWith('extra.') ? field.slice('extra.'.length) : null);

/** Lists the single fields of some records: the standard ones, then their answers to the company's own questions. */
export function singleFieldsOf(...records: readonly Kept[]): SingleField[] {
  const questions = new Set(records.flatMap(({ lead }) => Object.keys(lead.extra)));
  return [...standardFields, ...[...questions].map((name): SingleField => `extra.${name}`)];
}

/** What of a record a standard field is. */
const partsOf: Readonly<Record<StandardField, (lead: Lead) => Partial<Lead>>> = {
  fullName: ({ fullName, nameKey }) => ({ fullName, nameKey }),
  email: ({ email }) => ({ email }),
  phone: ({ phone }) => ({ phone }),
  company: ({ company, companyId }) => ({ company, companyId }),
  title: ({ title }) => ({ title }),
  province: ({ region }) => ({ region }),
  locale: ({ locale }) => ({ locale }),
};

const isStandard = (field: SingleField): field is StandardField => questionOf(field) === null;

/** Returns what a field says, as its history writes it; null where nobody has said anything. A guessed province was said by nobody, and one that nobody knows by a colleague alone. */
export function textOf({ lead, provenance }: Kept, field: SingleField): string | null {
  if (!isStandard(field)) return new Map(Object.entries(lead.extra)).get(questionOf(field) ?? '') ?? null;
  switch (field) {
    case 'phone':
      return lead.phone?.e164 ?? lead.phone?.raw ?? null;
    case 'province':
      return placeIn(lead.region, provenance.fields.province);
    default:
      return lead[field];
  }
}

/** A place that is no province of ours is what somebody typed: a form's visitor by mistake, a colleague on purpose, who has the person abroad. */
function placeIn({ reason, provinceName, raw }: Lead['region'], [newest]: readonly FieldValue[] = []): string | null {
  if (reason === 'given') return provinceName ?? raw ?? '';
  return reason === 'unknown' && raw !== null && newest?.verified === true && newest.value === raw ? raw : null;
}

/** Tells whether two records hold the same in a field. */
export function sameIn(field: SingleField, one: Kept, other: Kept): boolean {
  if (!isStandard(field)) return textOf(one, field) === textOf(other, field);
  const [parts, others] = [partsOf[field](one.lead), new Map(Object.entries(partsOf[field](other.lead)))];
  return Object.entries(parts).every(([name, value]) => isAlike(value, others.get(name)));
}

/** Compares texts, and objects of texts: no field holds more. */
function isAlike(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (one === null || other === null || typeof one !== 'object' || typeof other !== 'object') return false;
  const others = new Map(Object.entries(other));
  const values = Object.entries(one);
  return values.length === others.size && values.every(([name, value]) => others.get(name) === value);
}

/** Returns a record with what another one holds in a field; its history is left as it is. */
export function withValueOf(field: SingleField, from: Kept, to: Kept): Kept {
  const name = questionOf(field);
  if (isStandard(field)) return { ...to, lead: { ...to.lead, ...partsOf[field](from.lead) } };
  const answers = new Map(Object.entries(to.lead.extra));
  const value = textOf(from, field);
  if (value === null) answers.delete(name ?? '');
  else answers.set(name ?? '', value);
  return { ...to, lead: { ...to.lead, extra: Object.fromEntries(answers) } };
}

/** Returns the values that a field has had, newest first: what stands in it came with the first post where nothing else is known. */
export function historyOf(kept: Kept, field: SingleField): readonly FieldValue[] {
  const known = knownHistory(kept, field);
  const value = textOf(kept, field);
  if (known || value === null) return known ?? [];
  const { createdAt, source } = kept.lead;
  return [{ value, at: createdAt, source: { kind: 'submission', id: refText(source.first) }, verified: false }];
}

function knownHistory({ provenance }: Kept, field: SingleField): readonly FieldValue[] | undefined {
  if (isStandard(field)) return provenance.fields[field];
  return new Map(Object.entries(provenance.extra)).get(questionOf(field) ?? '');
}

/** Returns a record with another history of a field. */
export function withHistory(kept: Kept, field: SingleField, values: readonly FieldValue[]): Kept {
  const { provenance } = kept;
  if (isStandard(field)) return { ...kept, provenance: { ...provenance, fields: { ...provenance.fields, [field]: [...values] } } };
  const extra = new Map(Object.entries(provenance.extra));
  extra.set(questionOf(field) ?? '', [...values]);
  return { ...kept, provenance: { ...provenance, extra: Object.fromEntries(extra) } };
}

/** Returns a record that knows, beside the name of a firm, who said that the firm is theirs: what a colleague said of it no post takes back. */
export function withFirmHistory(field: SingleField, from: Kept, to: Kept): Kept {
  const { companyId } = from.provenance.fields;
  if (field !== 'company' || !companyId || companyId[0]?.value !== (from.lead.companyId ?? '')) return to;
  return { ...to, provenance: { ...to.provenance, fields: { ...to.provenance.fields, companyId } } };
}

/** Returns a record in which a field says what another record says, with the newest value of that one's history before its own. */
export function withEditOf(field: SingleField, from: Kept, to: Kept): Kept {
  const [newest] = historyOf(from, field);
  const changed = withFirmHistory(field, from, withValueOf(field, from, to));
  const isSaid = newest !== undefined && newest.value === textOf(from, field);
  if (!isSaid) return changed;
  return withHistory(changed, field, withNewValue(knownHistory(to, field), to.lead, textOf(to, field), newest));
}

/** Returns a record in which somebody wrote a value into a field that is a text. */
export function withText(field: SingleField, value: FieldValue, kept: Kept): Kept {
  const history = withNewValue(knownHistory(kept, field), kept.lead, textOf(kept, field), value);
  const { lead } = kept;
  // Nothing is no value: somebody took away what stood.
  const text = value.value === '' ? null : value.value;
  const written = (fields: Partial<Lead>): Kept => withHistory({ ...kept, lead: { ...lead, ...fields } }, field, history);
  if (!isStandard(field)) {
    const { [questionOf(field) ?? '']: _old, ...others } = lead.extra;
    return written({ extra: text === null ? others : { ...others, [questionOf(field) ?? '']: text } });
  }
  switch (field) {
    case 'fullName':
      return written({ fullName: text, nameKey: text === null ? '' : normaliseName(text).searchKey });
    case 'email':
      return written({ email: text });
    case 'company':
      return written({ company: text });
    case 'title':
      return written({ title: text });
    default:
      // A number and a province are more than their text: only what stands in the end is known whole.
      return kept;
  }
}

/** The values that people wrote into a record since a moment, oldest first: neither posts nor what a merge filled in. */
export interface EditedValue {
  readonly field: SingleField;
  readonly value: FieldValue;
}

/** Lists what people wrote into the fields of a record after a moment, oldest first, as far as the record keeps it. */
export function editsSince({ provenance }: Kept, moment: string): EditedValue[] {
  const edits = [
    ...standardFields.flatMap((field) => (provenance.fields[field] ?? []).map((value): EditedValue => ({ field, value }))),
    ...Object.entries(provenance.extra).flatMap(([name, values]) =>
      values.map((value): EditedValue => ({ field: `extra.${name}`, value })),
    ),
  ];
  return edits
    .filter(({ value }) => value.source.kind !== 'submission' && value.at > moment)
    .sort((one, other) => (one.value.at < other.value.at ? -1 : one.value.at > other.value.at ? 1 : 0));
}
