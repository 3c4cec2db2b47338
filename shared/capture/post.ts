import type { FieldFault } from '../platform/errors.ts';
import type { SubmissionContext } from './submission.ts';

/** A post as it was read from its encoding, before the form's rules are asked. */
export interface Post {
  readonly submissionId: string | undefined;
  /** Every posted value as text, in the order of the post, by the name it was posted under; reserved names are taken out. */
  readonly fields: ReadonlyMap<string, readonly string[]>;
  /** Names whose value was no text, number, boolean or list of these. */
  readonly nested: ReadonlySet<string>;
  readonly context: SubmissionContext;
  /** What was answered per purpose; a purpose that is not here was not asked, which counts as no. */
  readonly consent: ReadonlyMap<string, boolean>;
  readonly token: string | undefined;
  /** Where an HTML post would like to be sent on to. */
  readonly redirect: string | undefined;
  /** Names of the files that came along and were dropped. */
  readonly droppedFiles: readonly string[];
}

/** Either a post, or why the bytes are none: `tooLarge` for what is kept of a post, `unreadable` cannot be parsed at all, `invalid` has parts of a wrong kind. */
export type ReadPost =
  | { readonly kind: 'post'; readonly post: Post }
  | { readonly kind: 'unreadable'; readonly detail: string }
  | { readonly kind: 'tooLarge'; readonly detail: string }
  | { readonly kind: 'invalid'; readonly faults: readonly FieldFault[]; readonly post: Post | undefined };

/** What the HTTP headers tell of the page, for posts that say it less well themselves. */
export interface PageHints {
  readonly referer: string | undefined;
  readonly acceptLanguage: string | undefined;
}
