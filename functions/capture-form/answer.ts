import type { AcceptedSubmission } from '../../api/forms/accepted-submission.ts';
import { type Caller, type CaptureResult, corsHeaders, type Refusal, thankYouAddress } from '../../shared/capture/index.ts';
import {
  emptyResponse,
  type HttpResponse,
  htmlResponse,
  jsonResponse,
  problemOf,
  problemResponse,
  retryAfterSeconds,
} from '../../shared/platform/http.ts';
import { errorPage } from './error-page.ts';

/**
 * 403 for a foreign page: the contract's "404, not 403" hides what a signed-in user may not know of, but a form is public, and
 * whoever builds the page must learn what to configure.
 */
const statusOf: Readonly<Record<Refusal, number>> = {
  unreadable_body: 400,
  origin_not_allowed: 403,
  not_found: 404,
  body_too_large: 413,
  unsupported_encoding: 415,
  invalid_input: 422,
  too_many_requests: 429,
  unavailable: 503,
};

type Accepted = Extract<CaptureResult, { readonly kind: 'accepted' }>;

interface AnsweredRequest {
  readonly caller: Caller;
  readonly page: boolean;
  readonly requestId: string;
  /** The path of the file that an accepted post may take; undefined where its form is for none. */
  readonly downloadOf: (accepted: Accepted) => string | undefined;
}

/** Puts a result into HTTP: 202 or a problem for scripts, 303 or a page for browsers without script. */
export function answerPost(result: CaptureResult, request: AnsweredRequest): HttpResponse {
  const cors = corsHeaders(result.form, request.caller.origin);
  if (result.kind === 'accepted') {
    const { submissionId, post, form } = result;
    if (request.page) return emptyResponse(303, { ...cors, location: thankYouAddress(form, post.redirect, request.caller) });
    const files = post.droppedFiles.length > 0 ? { droppedFiles: [...post.droppedFiles] } : {};
    const link = request.downloadOf(result);
    const more = { ...files, ...(link === undefined ? {} : { downloadPath: link }) };
    return jsonResponse(202, { submissionId, status: 'accepted', ...more } satisfies AcceptedSubmission, cors);
  }
  const status = statusOf[result.refusal];
  const problem = problemOf({
    code: result.refusal,
    status,
    detail: result.detail,
    id: result.badRowId ?? request.requestId,
    errors: result.faults,
  });
  if (!request.page) return problemResponse(problem, cors);
  const later = status === 503 || status === 429 ? { 'retry-after': String(retryAfterSeconds) } : {};
  const { form, post, locale } = result;
  const mayRepost = form?.allowedOrigins.includes('self') === true && result.refusal !== 'origin_not_allowed';
  const again = form && mayRepost ? { form, thankYou: thankYouAddress(form, post?.redirect, request.caller) } : {};
  return htmlResponse(status, errorPage({ problem, locale, ...again, ...(post ? { post } : {}) }), { ...cors, ...later });
}
