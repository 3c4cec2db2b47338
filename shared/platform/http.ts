export type { CdnOnly } from './http/cdn-only.ts';
export { createHttpHandler, type HttpRequestEvent } from './http/handler.ts';
export { readJsonBody } from './http/json-body.ts';
export { problemOf, problemOfError, problemTitles, retryAfterSeconds } from './http/problem.ts';
export {
  csvResponse,
  emptyResponse,
  escapeHtml,
  type Headers,
  type HttpResponse,
  htmlResponse,
  jsonResponse,
  problemResponse,
} from './http/response.ts';
