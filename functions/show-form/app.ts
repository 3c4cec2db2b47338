import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { formKind } from '../../shared/capture/form-config.ts';
import { callerOf, corsHeaders, describeForm, mayUseForm, preflightHeaders, signFormToken } from '../../shared/capture/index.ts';
import type { ConfigReader } from '../../shared/config/index.ts';
import type { Clock } from '../../shared/platform/clock.ts';
import {
  createHttpHandler,
  emptyResponse,
  type HttpResponse,
  jsonResponse,
  problemOf,
  problemResponse,
} from '../../shared/platform/http.ts';
import type { Log } from '../../shared/platform/logging.ts';
import type { Table } from '../../shared/platform/table.ts';
import { describeEvent } from '../../shared/registrations/index.ts';
import { readKnownAnswers } from '../../shared/tracking/index.ts';

export interface ShowFormParts {
  readonly config: ConfigReader;
  readonly table: Table;
  readonly formTokenKey: string;
  /** SHA-256 of every secret that the CDN may send. */
  readonly originDigests: readonly string[];
  readonly clock: Clock;
  /** Makes each token one of its own. */
  readonly nonce: () => string;
}

export function createHandler(parts: ShowFormParts, log: Log) {
  return createHttpHandler(log, (event: APIGatewayProxyEventV2) => showForm({ ...parts, log }, event));
}

/**
 * Answers what a form asks, its consents and a fresh token, which is why no cache may keep it. `?visitorId=` leaves out what is known
 * of the visitor; without it, and for everybody we do not know, the form is that of a stranger.
 */
async function showForm(parts: ShowFormParts & { readonly log: Log }, event: APIGatewayProxyEventV2): Promise<HttpResponse> {
  const { config, formTokenKey, originDigests, clock, nonce } = parts;
  const id = event.requestContext.requestId;
  const caller = callerOf(event.headers, originDigests);
  const forms = await config.current(formKind);
  const form = forms.documents.get(event.pathParameters?.formId ?? '');
  if (!form)
    return problemResponse(problemOf({ code: 'not_found', status: 404, detail: 'There is no such form.', id }), { vary: 'Origin' });
  if (!mayUseForm(form, caller)) {
    const detail = 'The form does not list the origin of this page among those that may use it.';
    return problemResponse(problemOf({ code: 'origin_not_allowed', status: 403, detail, id }), { vary: 'Origin' });
  }
  if (event.requestContext.http.method === 'OPTIONS') return emptyResponse(204, preflightHeaders(form, caller.origin, 'GET'));
  const token = signFormToken(form.id, clock(), nonce(), formTokenKey);
  // A form that leaves nothing out needs to know nothing.
  const [known, place] = await Promise.all([
    readKnownAnswers(form.progressive && event.queryStringParameters?.visitorId, parts),
    describeEvent(form, parts),
  ]);
  const description = { ...describeForm(form, forms.version, token, known), ...(place && { event: place }) };
  return jsonResponse(200, description, corsHeaders(form, caller.origin));
}
