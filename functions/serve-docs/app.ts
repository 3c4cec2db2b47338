import { readDocsRoute } from '../../api/docs/read-docs.ts';
import { readOpenApiRoute } from '../../api/docs/read-openapi.ts';
import { routeKeyOf } from '../../api/route.ts';
import openApi from '../../docs/generated/openapi.json' with { type: 'json' };
import { NotFoundError } from '../../shared/platform/errors.ts';
import { createHttpHandler, type HttpRequestEvent, type HttpResponse, htmlResponse, jsonResponse } from '../../shared/platform/http.ts';
import type { Log } from '../../shared/platform/logging.ts';
import { ApiDocument } from './document.ts';
import { docsPage } from './page.ts';

/** Changes with a deployment only; five minutes keep a fresh one from looking old. */
const cacheable = { 'cache-control': 'public, max-age=300' };

/** Made when somebody first reads it, and kept. */
let page: string | undefined;

/** The public routes of the document, by their keys. */
export const routes: ReadonlyMap<string, () => HttpResponse> = new Map([
  [routeKeyOf(readOpenApiRoute), () => jsonResponse(200, openApi, { ...cacheable, 'access-control-allow-origin': '*' })],
  [
    routeKeyOf(readDocsRoute),
    () => {
      page ??= docsPage(ApiDocument.parse(openApi));
      return htmlResponse(200, page, cacheable);
    },
  ],
]);

/** Serves the document and its page. */
export const createHandler = (log: Log) =>
  createHttpHandler<HttpRequestEvent & { readonly routeKey: string }>(log, async ({ routeKey }) => {
    const answer = routes.get(routeKey);
    if (!answer) throw new NotFoundError('no such route');
    return answer();
  });
