import { createHash } from 'node:crypto';
import type { ConfigReader, FormConfig } from '../config/index.ts';
import type { Locale } from '../leads/index.ts';
import { type Clock, isoTime } from '../platform/clock.ts';
import type { Digests } from '../platform/digests.ts';
import { type FieldFault, NotFoundError, PheuError, UnavailableError } from '../platform/errors.ts';
import { digest, FormId, type IdSource, SubmissionId } from '../platform/ids.ts';
import type { Queue } from '../platform/queues.ts';
import type { Table } from '../platform/table.ts';
import { withoutMailToken } from '../tracking/index.ts';
import type { AddressCounter } from './address-window.ts';
import { localeOf } from './context.ts';
import { type CheckedPost, checkPost } from './form-rules.ts';
import { intakeMessageFor } from './intake-message.ts';
import { type Caller, mayUseForm } from './origins.ts';
import type { Post } from './post.ts';
import { maxBodyBytes, readPost } from './read-post.ts';
import { networkOf } from './sender.ts';
import { putBadRow, putSubmission } from './store.ts';
import type { SenderSignals, Submission } from './submission.ts';
import { judgeFormToken } from './token.ts';

export interface CaptureParts {
  readonly table: Table;
  readonly intakeQueue: Queue;
  readonly config: ConfigReader;
  readonly clock: Clock;
  readonly ids: Pick<IdSource, 'submissionId'>;
  /** The key in force, and while it is being replaced the one before. */
  readonly formTokenKeys: readonly string[];
  readonly digests: Digests;
  readonly addresses: AddressCounter;
}

/** A post as it came over HTTP. */
export interface IncomingPost {
  readonly formId: string;
  readonly body: Buffer;
  readonly contentType: string;
  readonly idempotencyKey: string | undefined;
  readonly caller: Caller;
  readonly clientAddress: string;
  readonly agent: string;
  readonly referer: string | undefined;
  readonly acceptLanguage: string | undefined;
}

export type Refusal =
  | 'not_found'
  | 'origin_not_allowed'
  | 'body_too_large'
  | 'too_many_requests'
  | 'unreadable_body'
  | 'invalid_input'
  | 'unavailable';

export type CaptureResult =
  | {
      readonly kind: 'accepted';
      readonly form: FormConfig;
      readonly submissionId: SubmissionId;
      readonly post: Post;
    }
  | {
      readonly kind: 'refused';
      readonly refusal: Refusal;
      readonly detail: string;
      readonly faults: readonly FieldFault[];
      /** Under which the raw post is kept; undefined where nothing was worth keeping. */
      readonly badRowId?: string;
      readonly form?: FormConfig;
      readonly post?: Post;
      readonly locale: Locale;
      readonly cause?: unknown;
    };

/** Posts of one address above this multiple of the form's limit are turned away; below it they are only held back for a look. */
const refusalMultiple = 10;

/** Bytes of a body that is too large to keep. */
const keptBytes = 1_024;

/**
 * Takes one post: stores it under a condition, sends its id to intake, and only then says that it was accepted. Whatever goes
 * wrong on the way is `unavailable`: the sender tries again with the same id, and nothing is doubled.
 */
export async function acceptPost(parts: CaptureParts, incoming: IncomingPost): Promise<CaptureResult> {
  const locale = localeOf(incoming.acceptLanguage) ?? 'vi';
  const seen: { form?: FormConfig; post?: Post } = {};
  try {
    return await accept(parts, incoming, locale, seen);
  } catch (error) {
    if (error instanceof NotFoundError) return { kind: 'refused', refusal: 'not_found', detail: error.message, faults: [], locale };
    const cause = error instanceof PheuError ? error : new UnavailableError('storing or sending the post failed', { cause: error });
    const detail = 'The post was not accepted. Please send it again in a moment, with the same submissionId.';
    return { kind: 'refused', refusal: 'unavailable', detail, faults: [], locale, cause, ...seen };
  }
}

async function accept(
  parts: CaptureParts,
  incoming: IncomingPost,
  headerLocale: Locale,
  seen: { form?: FormConfig; post?: Post },
): Promise<CaptureResult> {
  const now = parts.clock();
  const forms = await parts.config.current('forms');
  const form = forms.documents.get(incoming.formId);
  if (!form) throw new NotFoundError('There is no such form.');
  seen.form = form;
  const addressHash = parts.digests.network(networkOf(incoming.clientAddress));
  if (parts.addresses.count(form.id, addressHash, now) >= form.addressLimitPer10Minutes * refusalMultiple) {
    return {
      kind: 'refused',
      refusal: 'too_many_requests',
      detail: 'Too many posts from this address.',
      faults: [],
      form,
      locale: headerLocale,
    };
  }

  const refuse = async (refusal: Refusal, detail: string, faults: readonly FieldFault[] = [], post?: Post): Promise<CaptureResult> => {
    parts.addresses.add(form.id, addressHash, now);
    const badRowId = await keepBadRow(parts.table, { incoming, formId: form.id, refusal, faults, addressHash, now });
    const locale = post?.context.locale ?? headerLocale;
    return { kind: 'refused', refusal, detail, faults, badRowId, form, locale, ...(post ? { post } : {}) };
  };

  if (!mayUseForm(form, incoming.caller))
    return refuse('origin_not_allowed', 'The form does not list the origin of this page among those that may post.');
  if (incoming.body.length > maxBodyBytes) return refuse('body_too_large', `The body is larger than ${maxBodyBytes} bytes.`);
  const read = readPost(incoming.body, incoming.contentType, incoming);
  if (read.kind === 'unreadable') return refuse('unreadable_body', read.detail);
  if (read.kind === 'invalid') return refuse('invalid_input', 'The body does not have the shape of a post.', read.faults, read.post);
  const { post } = read;
  seen.post = post;
  const checked = checkPost(form, post, post.context.locale ?? headerLocale);
  const posted = post.submissionId ?? unquoted(incoming.idempotencyKey);
  const id = posted === undefined ? parts.ids.submissionId(now) : SubmissionId.safeParse(posted).data;
  const faults: FieldFault[] = [
    ...(id === undefined ? [{ path: 'submissionId', message: 'Use 1 to 128 of the characters A–Z a–z 0–9 . _ ~ -' }] : []),
    ...checked.faults,
  ];
  if (id === undefined || faults.length > 0) return refuse('invalid_input', 'Please correct the fields that are named here.', faults, post);

  const sender = senderSignals(parts, incoming, { form, post, checked, addressHash, now });
  const submission = submissionOf({ form, formVersion: forms.version, id, post, checked, sender, now });
  const stored = await store(parts.table, submission);
  // Sent again for a repeat, too: the first try may have died between storing and sending.
  await parts.intakeQueue.send(intakeMessageFor(stored.submission, parts.digests));
  // A retry of one post is no second post, however often it comes.
  if (stored.isNew) parts.addresses.add(form.id, addressHash, now);
  return { kind: 'accepted', form, submissionId: stored.submission.submissionId, post };
}

/**
 * The same id and body again is the same submission; another body under a taken id gets an id of ours, derived from both, so that
 * its own retries are recognised as well.
 */
async function store(table: Table, submission: Submission): Promise<{ submission: Submission; isNew: boolean }> {
  const first = await putSubmission(table, submission);
  if (first !== 'other') return { submission, isNew: first === 'new' };
  const submissionId = SubmissionId.parse(`S${digest(submission.formId, submission.submissionId, submission.contentHash)}`);
  const moved = { ...submission, submissionId };
  return { submission: moved, isNew: (await putSubmission(table, moved)) === 'new' };
}

interface SubmissionInput {
  readonly form: FormConfig;
  readonly formVersion: number;
  readonly id: SubmissionId;
  readonly post: Post;
  readonly checked: CheckedPost;
  readonly sender: SenderSignals;
  readonly now: Date;
}

function submissionOf({ form, formVersion, id, post, checked, sender, now }: SubmissionInput): Submission {
  return {
    formId: FormId.parse(form.id),
    submissionId: id,
    contentHash: contentHashOf(checked),
    receivedAt: isoTime(now),
    formVersion,
    fields: checked.fields,
    extra: checked.extra,
    droppedFiles: [...post.droppedFiles],
    context: post.context,
    consent: [...checked.consent],
    sender,
  };
}

/** Fields, extras and consents, in an order of their own: a retry may send them in another, and from another page address. */
function contentHashOf({ fields, extra, consent }: CheckedPost): string {
  const sorted = (record: Readonly<Record<string, string>>) => Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));
  const granted = consent.filter((evidence) => evidence.granted).map(({ purpose }) => purpose);
  return digest(JSON.stringify([sorted(fields), sorted(extra), granted.sort()]));
}

function senderSignals(
  parts: CaptureParts,
  incoming: IncomingPost,
  { form, post, checked, addressHash, now }: { form: FormConfig; post: Post; checked: CheckedPost; addressHash: string; now: Date },
): SenderSignals {
  return {
    honeypotFilled: checked.honeypotFilled,
    ...judgeFormToken(post.token, form, now, parts.formTokenKeys),
    addressHash,
    agentHash: parts.digests.agent(incoming.agent),
  };
}

/** The id comes from the content, so a client that keeps trying the same bad post keeps one row. */
async function keepBadRow(
  table: Table,
  row: { incoming: IncomingPost; formId: string; refusal: Refusal; faults: readonly FieldFault[]; addressHash: string; now: Date },
): Promise<string> {
  const { body, contentType } = row.incoming;
  const sha256 = createHash('sha256').update(body).digest('hex');
  const badRowId = `B${digest(row.formId, row.refusal, contentType, sha256)}`;
  await putBadRow(table, {
    badRowId,
    formId: row.formId,
    receivedAt: isoTime(row.now),
    code: row.refusal,
    contentType: contentType.slice(0, 200),
    sizeBytes: body.length,
    sha256,
    body: withoutTokens(body.length > maxBodyBytes ? body.subarray(0, keptBytes) : body),
    faultPaths: row.faults.map(({ path }) => path.slice(0, 200)).slice(0, 50),
    addressHash: row.addressHash,
  });
  return badRowId;
}

/** Byte by byte: whatever else the body is made of stays as it came. */
const withoutTokens = (body: Buffer): Buffer => Buffer.from(withoutMailToken(body.toString('latin1')), 'latin1');

/** The header is a structured string in the IETF draft, `"…"`; most clients send it bare. */
function unquoted(header: string | undefined): string | undefined {
  const value = header?.trim().replace(/^"(.*)"$/, '$1');
  return value === '' ? undefined : value;
}
