import type { AddressPage } from '../../shared/address-change/index.ts';
import { escapeHtml, type HttpResponse } from '../../shared/platform/http.ts';
import { answerPage, endedPage, paragraph, section, unknownPage } from './layout.ts';
import { preferenceTexts } from './preference-texts.ts';

/** Answers with the page of a changed address. No address stands in it, and nothing hangs on whether one is known. */
export function addressPage(page: AddressPage): HttpResponse {
  const { company } = page;
  if (page.kind === 'unknown') return unknownPage(company);
  const words = preferenceTexts[page.locale];
  const show = (title: string, inside: string, status = 200) => answerPage(status, company, [page.locale], () => section(title, inside));
  switch (page.kind) {
    case 'expired':
      return endedPage(company, page.locale, 'ended');
    case 'over':
      return endedPage(company, page.locale, 'over');
    case 'misspelt':
      return show(words.misspeltTitle, paragraph(words.misspelt, company) + back(page.backPath, words.backToChoices), 422);
    case 'asked':
      return show(words.askedTitle, paragraph(words.asked, company) + back(page.backPath, words.backToChoices));
    case 'confirm': {
      const button = `<form method="post"><button type="submit">${escapeHtml(words.addressButton)}</button></form>`;
      return show(words.addressTitle, `${paragraph(words.address, company)}${button}<p class="quiet">${escapeHtml(words.addressNot)}</p>`);
    }
    case 'confirmed':
      return show(words.addressDoneTitle, paragraph(words.addressDone, company));
  }
}

const back = (path: string, words: string): string => `<p class="quiet"><a href="${escapeHtml(path)}">${escapeHtml(words)}</a></p>`;
