import type { DownloadPage } from '../../shared/downloads/index.ts';
import { emptyResponse, type HttpResponse } from '../../shared/platform/http.ts';
import { endedPage, unknownPage } from './layout.ts';

/** Answers with the way to a file, or with a page that says what to do. Nobody keeps the answer: the address in it ends soon. */
export function downloadPage(page: DownloadPage): HttpResponse {
  switch (page.kind) {
    case 'file':
      return emptyResponse(302, {
        location: page.url,
        'cache-control': 'no-store',
        'referrer-policy': 'no-referrer',
        'x-robots-tag': 'noindex',
      });
    case 'expired':
      return endedPage(page.company, page.locale, 'fileEnded');
    case 'gone':
      return endedPage(page.company, page.locale, 'fileGone');
    case 'unknown':
      return unknownPage(page.company);
  }
}
