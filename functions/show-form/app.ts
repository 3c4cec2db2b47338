import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { type Caller, corsHeaders, describeForm, mayUseForm, preflightHeaders, signFormToken } from '../../shared/capture/index.ts';
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

export interface ShowFormParts {
  readonly config: ConfigReader;
  readonly formTokenKey: string;
  readonly clock: Clock;
}

export function createHandler(parts: ShowFormParts, log: Log) {
  return createHttpHandler(log, (event: APIGatewayProxyEventV2) => showForm(parts, event));
}

/**
 * Answers a form's fields, consents and a fresh token, which is why no cache may keep it. `?visitorId=` is taken and changes nothing
 * as long as nothing is known of visitors: everything is still to be asked.
 */
async function showForm({ config, formTokenKey, clock }: ShowFormParts, event: APIGatewayProxyEventV2): Promise<HttpResponse> {
  const id = event.requestContext.requestId;
  const caller: Caller = { origin: event.headers.origin, fetchSite: event.headers['sec-fetch-site'] };
  const forms = await config.current('forms');
  const form = forms.documents.get(event.pathParameters?.formId ?? '');
  if (!form)
    return problemResponse(problemOf({ code: 'not_found', status: 404, detail: 'There is no such form.', id }), { vary: 'Origin' });
  if (!mayUseForm(form, caller)) {
    const detail = 'The form does not list the origin of this page among those that may use it.';
    return problemResponse(problemOf({ code: 'origin_not_allowed', status: 403, detail, id }), { vary: 'Origin' });
  }
  if (event.requestContext.http.method === 'OPTIONS') return emptyResponse(204, preflightHeaders(form, caller.origin, 'GET'));
  const token = signFormToken(form.id, clock(), formTokenKey);
  return jsonResponse(200, describeForm(form, forms.version, token), corsHeaders(form, caller.origin));
}
