import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import openApi from '../../docs/generated/openapi.json' with { type: 'json' };
import { createHttpHandler, htmlResponse, jsonResponse } from '../../shared/platform/http.ts';
import { createLog } from '../../shared/platform/logging.ts';
import { ApiDocument } from './document.ts';
import { docsPage } from './page.ts';

/** Changes with a deployment only; five minutes keep a fresh one from looking old. */
const cacheable = { 'cache-control': 'public, max-age=300' };

/** Made when somebody first reads it, and kept. */
let page: string | undefined;

/** GET /v1/openapi.json and GET /v1/docs. */
export const handler = createHttpHandler(createLog('serve-docs'), async (event: APIGatewayProxyEventV2) => {
  if (event.rawPath.endsWith('/openapi.json')) return jsonResponse(200, openApi, { ...cacheable, 'access-control-allow-origin': '*' });
  page ??= docsPage(ApiDocument.parse(openApi));
  return htmlResponse(200, page, cacheable);
});
