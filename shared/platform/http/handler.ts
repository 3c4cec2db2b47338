import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import type { Problem } from '../../../api/problem.ts';
import { PheuError } from '../errors.ts';
import { describeError, type Log } from '../logging.ts';
import { type CdnOnly, demandOurCdn } from './cdn-only.ts';
import { problemOfError } from './problem.ts';
import { type HttpResponse, problemResponse } from './response.ts';

/** The part of an HTTP API event that every route needs, with or without an authoriser. */
export interface HttpRequestEvent {
  readonly headers?: Readonly<Record<string, string | undefined>>;
  readonly requestContext: { readonly requestId: string };
}

interface HttpHandlerOptions extends CdnOnly {
  /** How a failure looks to who asked. @default - as a problem in JSON */
  readonly show?: (problem: Problem) => HttpResponse;
}

/**
 * Wires an HTTP function: what the route throws becomes a problem answer with the request's id; errors of ours show their
 * message, foreign ones are logged without their message and answered as 500 without details. A request that had to come by the
 * CDN and did not is refused before anything is read.
 */
export function createHttpHandler<Event extends HttpRequestEvent>(
  log: Log,
  route: (event: Event, context: Context) => Promise<HttpResponse>,
  { show = problemResponse, ...cdnOnly }: HttpHandlerOptions = {},
) {
  return middy<Event, HttpResponse>()
    .onError((request) => {
      const problem = problemOfError(request.error, request.event.requestContext.requestId);
      // Unavailable passes, and many of them ring as answers with 5xx; any other failure is a fault of ours.
      if (problem.status === 503) log.warn('request failed for now', { requestId: problem.id, ...describeError(request.error) });
      else if (problem.status >= 500) log.error('request failed', request.error, { requestId: problem.id });
      const { retryAfterSeconds } = request.error instanceof PheuError ? request.error : {};
      const response = show(problem);
      const later = retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) };
      request.response = { ...response, headers: { ...response.headers, ...later } };
    })
    .handler(async (event: Event, context: Context) => {
      demandOurCdn(event.headers, cdnOnly);
      return route(event, context);
    });
}
