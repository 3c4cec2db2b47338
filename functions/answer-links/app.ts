import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { confirmDetailsRoute } from '../../api/confirmations/confirm-details.ts';
import { showConfirmationRoute } from '../../api/confirmations/show-confirmation.ts';
import { openDownloadRoute } from '../../api/downloads/open-download.ts';
import { revealByLinkRoute } from '../../api/numbers/reveal-by-link.ts';
import { showNumberRoute } from '../../api/numbers/show-number.ts';
import { acceptOfferRoute } from '../../api/offers/accept-offer.ts';
import { declineOfferRoute } from '../../api/offers/decline-offer.ts';
import { showOfferRoute } from '../../api/offers/show-offer.ts';
import { choosePreferencesRoute } from '../../api/preferences/choose-preferences.ts';
import { confirmAddressRoute } from '../../api/preferences/confirm-address.ts';
import { confirmSubscriptionRoute } from '../../api/preferences/confirm-subscription.ts';
import { showAddressChangeRoute } from '../../api/preferences/show-address-change.ts';
import { showPreferencesRoute } from '../../api/preferences/show-preferences.ts';
import { showSubscriptionRoute } from '../../api/preferences/show-subscription.ts';
import { showUnsubscribeRoute } from '../../api/preferences/show-unsubscribe.ts';
import { unsubscribeRoute } from '../../api/preferences/unsubscribe.ts';
import { givePlaceBackRoute } from '../../api/registrations/give-place-back.ts';
import { showCalendarRoute } from '../../api/registrations/show-calendar.ts';
import { showPlaceRoute } from '../../api/registrations/show-place.ts';
import { routeKeyOf } from '../../api/route.ts';
import { answerSurveyRoute } from '../../api/surveys/answer-survey.ts';
import { showSurveyRoute } from '../../api/surveys/show-survey.ts';
import { type AnsweringParts, answerByLink, showOffer } from '../../shared/accepting/index.ts';
import { askForAddress, confirmAddress, showAddressChange } from '../../shared/address-change/index.ts';
import { type ConfirmingParts, confirmDetails, showConfirmation } from '../../shared/confirming/index.ts';
import { type DownloadParts, openDownload } from '../../shared/downloads/index.ts';
import { NotFoundError } from '../../shared/platform/errors.ts';
import { createHttpHandler, type HttpResponse } from '../../shared/platform/http.ts';
import type { Log } from '../../shared/platform/logging.ts';
import {
  choosePreferences,
  confirmSubscription,
  showPreferences,
  showSubscription,
  showUnsubscribe,
  unsubscribe,
} from '../../shared/preferences/index.ts';
import { givePlaceBack, type PlaceParts, showCalendar, showPlace } from '../../shared/registrations/index.ts';
import { type NumberPageParts, revealByLink, showNumber } from '../../shared/revealing/index.ts';
import { answerSurvey, type SurveyParts, showSurvey } from '../../shared/surveys/index.ts';
import { addressPage } from './address-page.ts';
import { downloadPage } from './download-page.ts';
import { failurePage } from './layout.ts';
import { numberPage } from './number-page.ts';
import { offerPage } from './offer-page.ts';
import { confirmationPage } from './page.ts';
import { calendarAnswer, placePage } from './place-page.ts';
import { postedForm } from './posted-form.ts';
import { preferencePage } from './preference-page.ts';
import { surveyPage } from './survey-page.ts';

/** What the pages touch outside of themselves. */
export type LinkParts = ConfirmingParts & AnsweringParts & NumberPageParts & DownloadParts & SurveyParts & PlaceParts;

type AnswerLink = (token: string, requestId: string, form: URLSearchParams) => Promise<HttpResponse>;

/** The pages behind signed links, and what their buttons do, by route. */
export function routesOf(parts: LinkParts): ReadonlyMap<string, AnswerLink> {
  return new Map<string, AnswerLink>([
    [routeKeyOf(showConfirmationRoute), async (token) => confirmationPage(await showConfirmation(token, parts))],
    [routeKeyOf(confirmDetailsRoute), async (token, requestId) => confirmationPage(await confirmDetails(token, requestId, parts))],
    [routeKeyOf(showUnsubscribeRoute), async (token) => preferencePage(await showUnsubscribe(token, parts))],
    [routeKeyOf(unsubscribeRoute), async (token, requestId, form) => preferencePage(await unsubscribe(token, form, requestId, parts))],
    [routeKeyOf(showPreferencesRoute), async (token) => preferencePage(await showPreferences(token, parts))],
    [
      routeKeyOf(choosePreferencesRoute),
      async (token, requestId, form) =>
        form.get('choose') === 'address'
          ? addressPage(await askForAddress(token, form.get('email') ?? '', requestId, parts))
          : preferencePage(await choosePreferences(token, form, requestId, parts)),
    ],
    [routeKeyOf(openDownloadRoute), async (token) => downloadPage(await openDownload(token, parts))],
    [routeKeyOf(showSubscriptionRoute), async (token) => preferencePage(await showSubscription(token, parts))],
    [routeKeyOf(showAddressChangeRoute), async (token) => addressPage(await showAddressChange(token, parts))],
    [routeKeyOf(confirmAddressRoute), async (token, requestId) => addressPage(await confirmAddress(token, requestId, parts))],
    [routeKeyOf(showOfferRoute), async (token) => offerPage(await showOffer(token, parts), token)],
    [
      routeKeyOf(acceptOfferRoute),
      async (token, requestId) => offerPage(await answerByLink(token, { act: 'accept' }, requestId, parts), token),
    ],
    [
      routeKeyOf(declineOfferRoute),
      async (token, requestId, form) =>
        offerPage(
          await answerByLink(token, { act: 'decline', reason: form.get('reason'), note: form.get('note') }, requestId, parts),
          token,
        ),
    ],
    [routeKeyOf(showSurveyRoute), async (token) => surveyPage(await showSurvey(token, parts))],
    [routeKeyOf(answerSurveyRoute), async (token, _requestId, form) => surveyPage(await answerSurvey(token, form, parts))],
    [routeKeyOf(showPlaceRoute), async (token) => placePage(await showPlace(token, parts), token)],
    [routeKeyOf(givePlaceBackRoute), async (token, requestId) => placePage(await givePlaceBack(token, requestId, parts), token)],
    [routeKeyOf(showCalendarRoute), async (token) => calendarAnswer(await showCalendar(token, parts), token)],
    [routeKeyOf(showNumberRoute), async (token) => numberPage(await showNumber(token, parts))],
    [routeKeyOf(revealByLinkRoute), async (token, requestId) => numberPage(await revealByLink(token, requestId, parts))],
    [routeKeyOf(confirmSubscriptionRoute), async (token, requestId) => preferencePage(await confirmSubscription(token, requestId, parts))],
  ]);
}

/** Answers people who follow a signed link of a mail: with pages, also where something fails. */
export function createHandler(parts: LinkParts, log: Log) {
  const routes = routesOf(parts);
  return createHttpHandler<APIGatewayProxyEventV2>(
    log,
    async (event) => {
      const { routeKey, pathParameters, requestContext } = event;
      // By HEAD a program asks what GET would answer; the gateway leaves the body out.
      const answer = routes.get(routeKey.replace(/^HEAD /, 'GET '));
      if (!answer) throw new NotFoundError('no such route');
      return answer(pathParameters?.token ?? '', requestContext.requestId, postedForm(event));
    },
    { show: ({ status }) => failurePage(status) },
  );
}
