import type { Company, Confirmation, Offer } from '../../shared/confirming/index.ts';
import { escapeHtml, type HttpResponse } from '../../shared/platform/http.ts';
import { answerPage, endedPage, factList, paragraph, section, unknownPage } from './layout.ts';
import type { Texts } from './texts.ts';

/** Answers with the page for what became of a link. */
export function confirmationPage(confirmation: Confirmation): HttpResponse {
  const { company } = confirmation;
  switch (confirmation.kind) {
    case 'ask': {
      const { offers, locale } = confirmation;
      return answerPage(200, company, [locale], (words) => section(words.askTitle, question(offers, company, words)));
    }
    case 'confirmed':
      return answerPage(200, company, [confirmation.locale], (words) => section(words.confirmedTitle, paragraph(words.confirmed, company)));
    case 'over':
    case 'expired':
      return endedPage(company, confirmation.locale, confirmation.kind);
    case 'unknown':
      return unknownPage(company);
  }
}

/** The button posts to the page's own address, which is all that its request needs. */
function question(offers: readonly Offer[], company: Company, words: Texts): string {
  return (
    paragraph(words.ask, company) +
    factList(offers.map(({ field, shown }) => [words[field], shown])) +
    `<form method="post"><button type="submit">${escapeHtml(words.confirm)}</button></form><p class="quiet">${escapeHtml(words.notYou)}</p>`
  );
}
