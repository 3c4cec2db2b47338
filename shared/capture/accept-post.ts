import type { ConfigReader } from '../config/index.ts';
import type { Locale } from '../leads/index.ts';
import { type Clock, isoTime } from '../platform/clock.ts';
import type { Digests } from '../platform/digests.ts';
import { type FieldFault, NotFoundError, PheuError, UnavailableError } from '../platform/errors.ts';
import { FormId, formSource, type IdSource, SubmissionId } from '../platform/ids.ts';
import type { Queue } from '../platform/queues.ts';
import type { Table } from '../platform/table.ts';
import type { AddressCounter } from './address-window.ts';
import { contentHashOf } from './answers-of-form.ts';
import { localeOf } from './context.ts';
import { type FormConfig, formKind } from './form-config.ts';
import { type CheckedPost, checkPost } from './form-rules.ts';
import { intakeMessageFor } from './intake-message.ts';
import { keepBadRow } from './keep-bad-row.ts';
import { openBody } from './open-body.ts';
import { type Caller, mayUseForm } from './origins.ts';
import type { Post } from './post.ts';
import { keptOf, readPost } from './read-post.ts';
import { isAboveLimit, networksOf } from './rules-networks.ts';
import { type PostedId, postedIdOf } from './rules-submission-id.ts';
import { putSubmission } from './store.ts';
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
  readonly contentEncoding: string | undefined;
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
  | 'unsupported_encoding'
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
  const forms = await parts.config.current(formKind);
  const form = forms.documents.get(incoming.formId);
  if (!form) throw new NotFoundError('There is no such form.');
  if (form.mode === 'phone') throw new NotFoundError('Colleagues fill this form in, and no page posts it.');
  seen.form = form;
  const networks = networksOf(incoming.clientAddress).map(parts.digests.network);
  // This post would be one more.
  const posts = networks.map((network) => parts.addresses.count(form.id, network, now) + 1);
  if (isAboveLimit(posts, form.addressLimitPer10Minutes * refusalMultiple)) {
    return {
      kind: 'refused',
      refusal: 'too_many_requests',
      detail: 'Too many posts from this address.',
      faults: [],
      form,
      locale: headerLocale,
    };
  }

  const [addressHash = '', ...networkHashes] = networks;
  const countPost = () => {
    for (const network of networks) parts.addresses.add(form.id, network, now);
  };
  const { body, contentType } = incoming;
  const refuse = async (refusal: Refusal, detail: string, more: Correctable = {}): Promise<CaptureResult> => {
    const { faults = [], post, read } = more;
    countPost();
    const badRowId = await keepBadRow(parts, { formId: form.id, refusal, contentType, body, read, faults, addressHash, now });
    const locale = post?.context.locale ?? headerLocale;
    return { kind: 'refused', refusal, detail, faults, badRowId, form, locale, ...(post ? { post } : {}) };
  };

  if (!mayUseForm(form, incoming.caller))
    return refuse('origin_not_allowed', 'The form does not list the origin of this page among those that may post.');
  const opened = await openBody(body, incoming.contentEncoding);
  if (opened.kind === 'refused') return refuse(opened.refusal, opened.detail);
  const read = readPost(opened.bytes, contentType, incoming);
  if (read.kind === 'tooLarge') return refuse('body_too_large', read.detail);
  if (read.kind === 'unreadable') return refuse('unreadable_body', read.detail);
  if (read.kind === 'invalid') {
    return refuse('invalid_input', 'The body does not have the shape of a post.', { ...read, read: opened.bytes });
  }
  const post = form.mode === 'event' ? withoutDevice(read.post) : read.post;
  seen.post = post;
  const checked = checkPost(form, post, post.context.locale ?? headerLocale);
  const posted = postedIdOf(post.submissionId, incoming.idempotencyKey);
  const faults = [...(posted.kind === 'refused' ? [posted.fault] : []), ...checked.faults];
  if (posted.kind === 'refused' || faults.length > 0) {
    const read = keptOf(opened.bytes, contentType, post);
    return refuse('invalid_input', 'Please correct the fields that are named here.', { faults, post, read });
  }
  const id = idFor(posted, form, parts, now);

  const sender = senderSignals(parts, incoming, { form, post, checked, addressHash, networkHashes, now });
  const submission = submissionOf({ form, formVersion: forms.version, id, post, checked, sender, digests: parts.digests, now });
  const stored = await store(parts, submission);
  // Sent again for a repeat, too: the first try may have died between storing and sending.
  await parts.intakeQueue.send(intakeMessageFor(stored.submission, parts.digests));
  // A retry of one post is no second post, however often it comes.
  if (stored.isNew) countPost();
  return { kind: 'accepted', form, submissionId: stored.submission.submissionId, post };
}

/** The device at a stand is of nobody who fills the form in. */
function withoutDevice(post: Post): Post {
  const { sessionId: _session, sessionStartedAt: _started, ...context } = post.context;
  return { ...post, context: { ...context, visitorId: null } };
}

/** What a person can correct in a refused post. */
interface Correctable {
  readonly faults?: readonly FieldFault[];
  readonly post?: Post | undefined;
  readonly read?: Buffer;
}

function idFor(posted: Exclude<PostedId, { kind: 'refused' }>, form: FormConfig, { ids, digests }: CaptureParts, now: Date): SubmissionId {
  if (posted.kind === 'own') return posted.id;
  return posted.kind === 'none' ? ids.submissionId(now) : SubmissionId.parse(`K${digests.postedId(form.id, posted.text)}`);
}

/**
 * The same id and body again is the same submission; another body under a taken id gets an id of ours, derived from both, so that
 * its own retries are recognised as well.
 */
async function store({ table, digests }: CaptureParts, submission: Submission): Promise<{ submission: Submission; isNew: boolean }> {
  const first = await putSubmission(table, submission);
  if (first !== 'other') return { submission, isNew: first === 'new' };
  const submissionId = SubmissionId.parse(`S${digests.body(submission.sourceId, submission.submissionId, submission.contentHash)}`);
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
  readonly digests: Digests;
  readonly now: Date;
}

function submissionOf({ form, formVersion, id, post, checked, sender, digests, now }: SubmissionInput): Submission {
  return {
    ...formSource(FormId.parse(form.id)),
    submissionId: id,
    contentHash: contentHashOf(checked, digests),
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

interface Sent {
  readonly form: FormConfig;
  readonly post: Post;
  readonly checked: CheckedPost;
  readonly addressHash: string;
  readonly networkHashes: readonly string[];
  readonly now: Date;
}

function senderSignals(
  parts: CaptureParts,
  incoming: IncomingPost,
  { form, post, checked, addressHash, networkHashes, now }: Sent,
): SenderSignals {
  return {
    honeypotFilled: checked.honeypotFilled,
    ...judgeFormToken(post.token, form, now, parts.formTokenKeys),
    addressHash,
    ...(networkHashes.length > 0 ? { networkHashes: [...networkHashes] } : {}),
    agentHash: parts.digests.agent(incoming.agent),
  };
}
