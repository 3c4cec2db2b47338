import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { formKind } from '../../shared/capture/form-config.ts';
import { acceptPost, type CaptureParts, callerOf, deliversOnPage, mayUseForm, preflightHeaders } from '../../shared/capture/index.ts';
import { downloadPath } from '../../shared/downloads/index.ts';
import { createHttpHandler, emptyResponse, type HttpResponse, problemOf, problemResponse } from '../../shared/platform/http.ts';
import { FormId } from '../../shared/platform/ids.ts';
import { describeError, type Log } from '../../shared/platform/logging.ts';
import { answerPost } from './answer.ts';
import { incomingPost, wantsPage } from './request.ts';

export interface Settings {
  /** SHA-256 of every secret that the CDN may send. */
  readonly originDigests: readonly string[];
}

export function createHandler(parts: CaptureParts, settings: Settings, log: Log) {
  return createHttpHandler(log, async (event: APIGatewayProxyEventV2) =>
    event.requestContext.http.method === 'OPTIONS' ? preflight(parts, settings, event) : capture(parts, settings, log, event),
  );
}

async function capture(parts: CaptureParts, settings: Settings, log: Log, event: APIGatewayProxyEventV2): Promise<HttpResponse> {
  const { requestId } = event.requestContext;
  const incoming = incomingPost(event, settings.originDigests);
  const result = await acceptPost(parts, incoming);
  // An accepted post writes no line: the stored submission says more, and at a thousand posts a second lines cost more than posts.
  if (result.kind === 'refused') {
    const fields = {
      requestId,
      formId: result.form?.id,
      refusal: result.refusal,
      badRowId: result.badRowId,
      faults: result.faults.filter(({ path }) => result.form?.fields.some(({ name }) => path === `fields.${name}`)).map(({ path }) => path),
    };
    // The form keeps the post and tries again; many of them ring as answers with 5xx.
    if (result.refusal === 'unavailable') log.warn('post not accepted', { ...fields, ...describeError(result.cause) });
    else log.info('post refused', fields);
  }
  const downloadOf = (accepted: Extract<typeof result, { kind: 'accepted' }>) => {
    const { form, submissionId, post } = accepted;
    const [key] = parts.formTokenKeys;
    if (!deliversOnPage(form) || key === undefined) return undefined;
    return downloadPath({ formId: FormId.parse(form.id), submissionId, locale: post.context.locale ?? 'vi' }, parts.clock(), key);
  };
  return answerPost(result, { caller: incoming.caller, page: wantsPage(event, incoming), requestId, downloadOf });
}

/** Answered here and not by the gateway, whose own CORS would be one list for all forms. */
async function preflight(parts: CaptureParts, settings: Settings, event: APIGatewayProxyEventV2): Promise<HttpResponse> {
  const forms = await parts.config.current(formKind);
  const form = forms.documents.get(event.pathParameters?.formId ?? '');
  const caller = callerOf(event.headers, settings.originDigests);
  const id = event.requestContext.requestId;
  if (!form)
    return problemResponse(problemOf({ code: 'not_found', status: 404, detail: 'There is no such form.', id }), { vary: 'Origin' });
  if (mayUseForm(form, caller)) return emptyResponse(204, preflightHeaders(form, caller.origin, 'POST'));
  const detail = 'The form does not list the origin of this page among those that may post.';
  return problemResponse(problemOf({ code: 'origin_not_allowed', status: 403, detail, id }), { vary: 'Origin' });
}
