import type { Locale } from '../../shared/leads/index.ts';
import { escapeHtml, type HttpResponse } from '../../shared/platform/http.ts';
import type { NumberPage, ShownNumber } from '../../shared/revealing/index.ts';
import { answerPage, endedPage, factList, paragraph, section, unknownPage } from './layout.ts';

const words = {
  vi: {
    askedTitle: 'Xem số điện thoại',
    asked: 'Số của khách được che. Khi anh/chị bấm xem, lịch sử của khách ghi lại việc này.',
    reveal: 'Hiện số điện thoại',
    shownTitle: 'Gọi cho khách',
    call: 'Gọi',
    noNumber: 'Khách chưa cho số điện thoại gọi được.',
    name: 'Họ và tên',
    noName: 'Khách chưa cho biết tên',
    phone: 'Điện thoại',
    email: 'E-mail',
    overTitle: 'Khách này không còn là của anh/chị',
    over: 'Đã có người khác phụ trách, hoặc khách không còn ở đây.',
    notAcceptedTitle: 'Chưa nhận khách này',
    notAccepted: 'Hãy nhận khách trước, theo liên kết trong thông báo. Sau đó số điện thoại sẽ hiện ra.',
  },
  en: {
    askedTitle: 'See the number',
    asked: 'The number is masked. When you ask for it, the history of the lead says so.',
    reveal: 'Show the number',
    shownTitle: 'Call the customer',
    call: 'Call',
    noNumber: 'There is no number that can be called.',
    name: 'Name',
    noName: 'No name given',
    phone: 'Phone',
    email: 'E-mail',
    overTitle: 'This lead is not yours any more',
    over: 'Somebody else has it, or it is not here any more.',
    notAcceptedTitle: 'You have not accepted this lead yet',
    notAccepted: 'Accept it first, by the link in the notice. Then the number is shown.',
  },
} as const satisfies Record<Locale, Record<string, string>>;

type Words = Readonly<Record<keyof (typeof words)['vi'], string>>;

/** Answers with the page of a number. The number itself stands on what the button answers alone. */
export function numberPage(page: NumberPage): HttpResponse {
  const { company } = page;
  if (page.kind === 'unknown') return unknownPage(company);
  const { locale } = page;
  const own: Words = words[locale];
  const show = (title: string, inside: string, status = 200) => answerPage(status, company, [locale], () => section(title, inside));
  switch (page.kind) {
    case 'expired':
      return endedPage(company, locale, 'ended');
    case 'over':
      return show(own.overTitle, paragraph(own.over, company), 409);
    case 'notAccepted':
      return show(own.notAcceptedTitle, paragraph(own.notAccepted, company), 409);
    case 'asked':
      return show(
        own.askedTitle,
        facts(page, own) +
          paragraph(own.asked, company) +
          `<form method="post"><button type="submit">${escapeHtml(own.reveal)}</button></form>`,
      );
    case 'shown':
      return show(own.shownTitle, calls(page.numbers, own) + facts(page, own));
  }
}

function calls(numbers: readonly ShownNumber[], { call, noNumber }: Words): string {
  const links = numbers.flatMap(({ shown, dialled }) =>
    dialled === null ? [] : [`<p><a class="button" href="tel:${escapeHtml(dialled)}">${escapeHtml(call)} ${escapeHtml(shown)}</a></p>`],
  );
  return links.length > 0 ? links.join('') : `<p>${escapeHtml(noNumber)}</p>`;
}

type Facts = Extract<NumberPage, { readonly kind: 'asked' | 'shown' }>;

function facts({ name, numbers, email }: Facts, own: Words): string {
  return factList([
    [own.name, name ?? own.noName],
    [own.phone, numbers.map(({ shown }) => shown).join('\n')],
    [own.email, email],
  ]);
}
