import { saidByToday } from '../../api/leads/said-by.ts';
import type { Principal } from '../access/index.ts';
import type { Submission } from '../capture/index.ts';
import { answerAs, type Fields, wantedOf } from '../fields/index.ts';
import { contactOf, shortText } from '../identity/index.ts';
import { joinAnswers, type Locale, ownPlaces } from '../leads/index.ts';
import type { Digests, RequestDigest } from '../platform/digests.ts';
import { type FieldFault, InvalidInputError } from '../platform/errors.ts';
import { SourceId, SubmissionId, type SubmissionRef, submissionIdOfRequest } from '../platform/ids.ts';
import { saidVersion } from '../preferences/index.ts';
import { type KnownProducts, noSuchProduct, productsWritten } from '../products/index.ts';

/** A person as a colleague types them in. */
export interface EntryAsked {
  readonly fullName?: string | undefined;
  readonly email?: string | undefined;
  readonly phone?: string | undefined;
  readonly company?: string | undefined;
  readonly title?: string | undefined;
  readonly province?: string | undefined;
  readonly products?: readonly string[] | undefined;
  readonly locale?: Locale | undefined;
  readonly message?: string | undefined;
  readonly extra?: Readonly<Record<string, string>> | undefined;
  readonly origin: 'inbound' | 'outbound';
  readonly consent?:
    | Partial<Readonly<Record<'contact' | 'newsletter', { readonly how: Parameters<typeof saidByToday>[0] } | undefined>>>
    | undefined;
}

/** Names an entry: by the Idempotency-Key of its request, so that it is the same one however late it comes again; else by the request. */
export function refOfEntry(
  { userId }: Pick<Principal, 'userId'>,
  { key, requestId }: { readonly key: RequestDigest | null; readonly requestId: string },
): SubmissionRef {
  const submissionId = key === null ? submissionIdOfRequest(requestId) : SubmissionId.parse(key);
  return { channel: 'manual', sourceId: SourceId.parse(userId), submissionId };
}

interface EntryParts {
  readonly digests: Pick<Digests, 'body'>;
  readonly ref: SubmissionRef;
  readonly now: Date;
  /** Fields that the company has declared. */
  readonly fields: Fields;
  readonly products: KnownProducts;
}

/**
 * Returns what a colleague typed as intake takes it in: of the channel `manual`, under the user as its source, so that outcome, consent and duplicates
 * are as for a post.
 * @throws InvalidInputError for a person whom nobody could reach, and for what cannot be what it stands for
 */
export function entryOf(
  asked: EntryAsked,
  principal: Principal,
  { digests, ref, now, fields: declared, products }: EntryParts,
): Submission {
  const fields = fieldsOf(asked);
  refuseUnusable(fields, asked, declared, products);
  const { origin, consent = {}, locale = null } = asked;
  const { userId } = principal;
  return {
    ...ref,
    contentHash: digests.body(JSON.stringify([fields, consent, origin, locale])),
    receivedAt: now.toISOString(),
    formVersion: 0,
    fields,
    extra: {},
    droppedFiles: [],
    context: { pageUrl: null, referrer: null, utm: {}, visitorId: null, locale },
    consent: (['contact', 'newsletter'] as const).flatMap((purpose) => {
      const said = consent[purpose];
      if (!said) return [];
      const how = saidByToday(said.how);
      // The text that a person heard is a colleague's own.
      return [{ purpose, granted: true, textVersion: saidVersion(how), how }];
    }),
    sender: { honeypotFilled: false, token: 'absent', addressHash: '', agentHash: '' },
    enteredBy: { userId, origin, ...(principal.role === 'rep' ? { repId: principal.repId } : {}) },
  };
}

function fieldsOf({ products = [], extra = {}, ...asked }: EntryAsked): Record<string, string> {
  const { fullName, email, phone, company, title, province, message } = asked;
  const typed = { ...extra, fullName, email, phone, company, title, province, message, product: joinAnswers([...products]) };
  return Object.fromEntries(
    Object.entries(typed).filter((entry): entry is [string, string] => typeof entry[1] === 'string' && entry[1].trim() !== ''),
  );
}

/** Whoever types can ask again or read it off a card: what is no number or address is told at once, and not kept as typed. */
function refuseUnusable(
  fields: Readonly<Record<string, string>>,
  { extra = {}, products = [] }: EntryAsked,
  declared: Fields,
  known: KnownProducts,
): void {
  const { email, phone } = contactOf(fields);
  const faults: FieldFault[] = [
    ...(fields.email !== undefined && email === null ? [{ path: 'email', message: 'write an e-mail address, such as ten@congty.vn' }] : []),
    ...(fields.phone !== undefined && !phone?.valid
      ? [{ path: 'phone', message: 'write a number that can be dialled, such as 0912 345 678' }]
      : []),
    ...productsWritten(products.map(shortText), known).unknown.map((place) => ({ path: `products.${place}`, message: noSuchProduct })),
    ...Object.entries(extra).flatMap(([name, typed]): FieldFault[] => {
      if (ownPlaces.has(name)) return [{ path: `extra.${name}`, message: 'write it beside `extra`: it has a field of its own' }];
      const field = declared.get(name);
      const isUnfit = field !== undefined && typed.trim() !== '' && answerAs(field, typed) === null;
      return isUnfit ? [{ path: `extra.${name}`, message: wantedOf(field) }] : [];
    }),
  ];
  if (faults.length === 0 && email === null && phone === null)
    faults.push({ path: 'phone', message: 'write a number or an e-mail address' });
  if (faults.length > 0) throw new InvalidInputError('The person cannot be typed in like this.', faults);
}
