import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { confirmDetailsRoute } from '../../api/confirmations/confirm-details.ts';
import { showConfirmationRoute } from '../../api/confirmations/show-confirmation.ts';
import { routeKeyOf } from '../../api/route.ts';
import { type ConfirmingParts, confirmDetails, showConfirmation } from '../../shared/confirming/index.ts';
import { NotFoundError } from '../../shared/platform/errors.ts';
import { createHttpHandler, type HttpResponse } from '../../shared/platform/http.ts';
import type { Log } from '../../shared/platform/logging.ts';
import { confirmationPage, failurePage } from './page.ts';

type AnswerLink = (token: string, requestId: string) => Promise<HttpResponse>;

/** The pages behind signed links, and what their buttons do, by route. */
export function routesOf(parts: ConfirmingParts): ReadonlyMap<string, AnswerLink> {
  return new Map<string, AnswerLink>([
    [routeKeyOf(showConfirmationRoute), async (token) => confirmationPage(await showConfirmation(token, parts))],
    [routeKeyOf(confirmDetailsRoute), async (token, requestId) => confirmationPage(await confirmDetails(token, requestId, parts))],
  ]);
}

/** Answers people who follow a signed link of a mail: with pages, also where something fails. */
export function createHandler(parts: ConfirmingParts, log: Log) {
  const routes = routesOf(parts);
  return createHttpHandler<APIGatewayProxyEventV2>(
    log,
    async ({ routeKey, pathParameters, requestContext }) => {
      // By HEAD a program asks what GET would answer; the gateway leaves the body out.
      const answer = routes.get(routeKey.replace(/^HEAD /, 'GET '));
      if (!answer) throw new NotFoundError('no such route');
      return answer(pathParameters?.token ?? '', requestContext.requestId);
    },
    { show: ({ status }) => failurePage(status) },
  );
}
