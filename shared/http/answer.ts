import { emptyResponse, type Headers, type HttpResponse, jsonResponse } from '../platform/http.ts';

/** What a handler answers; a body is sent as JSON. */
export interface Answer<Body = unknown> {
  readonly status: number;
  readonly body: Body;
  readonly headers?: Headers;
  /** Writes what is shown of the body in another form, once it is masked. @default - JSON */
  write?(shown: Body): HttpResponse;
}

/** An answer that was sent before, or is kept to be sent again. */
export interface Sent {
  readonly sent: HttpResponse;
}

/** Answers with what was found or done. */
export const found = <Body>(body: Body, headers: Headers = {}): Answer<Body> => ({ status: 200, body, headers });
/** Answers that what was asked for is under way. */
export const accepted = <Body>(body: Body): Answer<Body> => ({ status: 202, body });
/** Answers that it is done, and nothing more. */
export const done = (): Answer<undefined> => ({ status: 204, body: undefined });

/** Puts an answer into HTTP. */
export function responseOf({ status, body, headers }: Answer): HttpResponse {
  return body === undefined ? emptyResponse(status, headers) : jsonResponse(status, body, headers);
}
