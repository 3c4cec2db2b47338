export { createHttpHandler, type HttpRequestEvent } from './http/handler.ts';
export { Problem, problemOf, problemOfError, problemTitles, retryAfterSeconds } from './http/problem.ts';
export {
  emptyResponse,
  escapeHtml,
  type Headers,
  type HttpResponse,
  htmlResponse,
  jsonResponse,
  problemResponse,
} from './http/response.ts';
