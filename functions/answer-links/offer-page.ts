import type { OfferPage, ShownOffer } from '../../shared/accepting/index.ts';
import { escapeHtml, type HttpResponse } from '../../shared/platform/http.ts';
import { longestDeclineNote } from '../../shared/routing/index.ts';
import { answerPage, endedPage, factList, paragraph, section, unknownPage } from './layout.ts';
import { type OfferTexts, offerTexts } from './offer-texts.ts';

/** Answers with the page of an offer. Nothing of the person stands on it for whoever does not have them. */
export function offerPage(page: OfferPage, token: string): HttpResponse {
  const { company } = page;
  if (page.kind === 'unknown') return unknownPage(company);
  const { locale } = page;
  const words = offerTexts[locale];
  const show = (title: string, inside: string, status = 200) => answerPage(status, company, [locale], () => section(title, inside));
  const path = `/v1/assignments/${encodeURIComponent(token)}`;
  switch (page.kind) {
    case 'expired':
      return endedPage(company, locale, 'ended');
    case 'over':
      return show(words.overTitle, paragraph(words.over, company), 409);
    case 'taken':
      return show(words.takenTitle, paragraph(words.taken, company), 409);
    case 'full':
      return show(words.fullTitle, paragraph(words.full, company), 409);
    case 'open':
      return show(
        words.openTitle,
        `<p class="saved">${escapeHtml(words.open)} <b>${escapeHtml(page.offer.acceptBy)}</b>.</p>${acceptForm(path, words)}${facts(page.offer, words)}`,
      );
    case 'declined':
      return show(words.declinedTitle, paragraph(`${words.declined[page.next]} ${words.close}`, company));
    case 'noReason':
      return show(
        words.noReasonTitle,
        `${paragraph(words.noReason, company)}<p class="quiet"><a href="${escapeHtml(path)}">${escapeHtml(words.back)}</a></p>`,
        422,
      );
    case 'offered':
      return show(
        words.offeredTitle,
        due(page.offer, words) + acceptForm(path, words) + facts(page.offer, words) + declineForm(path, words),
      );
    case 'late':
      return show(words.offeredTitle, paragraph(words.late, company) + acceptForm(path, words) + facts(page.offer, words));
    case 'accepted':
      // To accept once more changes nothing, and shows the number.
      return show(
        words.acceptedTitle,
        (page.offer.isMasked ? revealForm(path, words) : call(page.offer, words)) + facts(page.offer, words),
      );
  }
}

const due = ({ acceptBy }: ShownOffer, words: OfferTexts): string =>
  `<p class="saved">${escapeHtml(words.acceptBy)} <b>${escapeHtml(acceptBy)}</b></p>`;

function facts({ name, phone, email, place, product, message, reason }: ShownOffer, words: OfferTexts): string {
  return factList([
    [words.name, name ?? words.noName],
    [words.phone, phone?.shown],
    [words.email, email],
    [words.place, place],
    [words.product, product],
    [words.message, message],
    [words.why, reason],
  ]);
}

function call({ phone, email }: ShownOffer, words: OfferTexts): string {
  if (phone?.dialled) {
    return `<p><a class="button" href="tel:${escapeHtml(phone.dialled)}">${escapeHtml(words.call)} ${escapeHtml(phone.shown)}</a></p>`;
  }
  return email === null
    ? ''
    : `<p><a class="button" href="mailto:${escapeHtml(encodeURIComponent(email).replace('%40', '@'))}">${escapeHtml(words.write)}</a></p>`;
}

const acceptForm = (path: string, words: OfferTexts): string =>
  `<form method="post" action="${escapeHtml(path)}/accept"><button type="submit">${escapeHtml(words.accept)}</button></form>`;

const revealForm = (path: string, words: OfferTexts): string =>
  `<form method="post" action="${escapeHtml(path)}/accept"><button type="submit">${escapeHtml(words.reveal)}</button></form>`;

const noteField = (words: OfferTexts): string =>
  `<label class="field">${escapeHtml(words.note)}<textarea name="note" rows="3" maxlength="${longestDeclineNote}"></textarea></label>`;

function declineForm(path: string, words: OfferTexts): string {
  const choices = Object.entries(words.reasons).map(
    ([reason, label]) => `<label><input type="radio" name="reason" value="${escapeHtml(reason)}" required>${escapeHtml(label)}</label>`,
  );
  return (
    `<details><summary>${escapeHtml(words.decline)}</summary>` +
    `<form method="post" action="${escapeHtml(path)}/decline">${choices.join('')}${noteField(words)}<button class="plain" type="submit">${escapeHtml(words.declineNow)}</button></form></details>`
  );
}
