import type { Locale } from '../../shared/leads/index.ts';
import { escapeHtml, type HttpResponse } from '../../shared/platform/http.ts';
import { type PlacePage, type showCalendar, shownCode, whenOf, whereOf } from '../../shared/registrations/index.ts';
import { answerPage, endedPage, factList, paragraph, section, unknownPage } from './layout.ts';

const words = {
  vi: {
    confirmedTitle: 'Anh/Chị có chỗ tại sự kiện',
    waitingTitle: 'Anh/Chị đang trong danh sách chờ',
    waiting: 'Khi có chỗ, {company} gửi thư báo ngay.',
    event: 'Sự kiện',
    when: 'Thời gian',
    where: 'Địa điểm',
    code: 'Mã của Anh/Chị',
    join: 'Vào sự kiện trực tuyến',
    calendar: 'Thêm vào lịch',
    giveBack: 'Trả lại chỗ',
    leave: 'Rời danh sách chờ',
    giveBackNote: 'Chỗ được chuyển ngay cho người chờ lâu nhất. Đổi ý sau đó, xin đăng ký lại.',
    givenBackTitle: 'Cảm ơn Anh/Chị đã báo',
    givenBack: 'Anh/Chị không còn đăng ký sự kiện này. Đổi ý, xin đăng ký lại trên trang của {company}.',
    isOver: 'Sự kiện đã kết thúc.',
    overTitle: 'Không còn chỗ này',
    over: 'Chỗ đã được trả lại, hoặc sự kiện không diễn ra. Muốn tham dự, xin đăng ký lại trên trang của {company}.',
  },
  en: {
    confirmedTitle: 'You have a place at the event',
    waitingTitle: 'You are on the waiting list',
    waiting: '{company} writes to you as soon as there is a place.',
    event: 'Event',
    when: 'Time',
    where: 'Place',
    code: 'Your code',
    join: 'Join online',
    calendar: 'Add to your calendar',
    giveBack: 'Give the place back',
    leave: 'Leave the waiting list',
    giveBackNote: 'It goes at once to whoever waits longest. If you change your mind, please register again.',
    givenBackTitle: 'Thank you for telling us',
    givenBack:
      'You are not registered for this event any more. If you change your mind, please register again on the website of {company}.',
    isOver: 'The event is over.',
    overTitle: 'This place is gone',
    over: 'The place was given back, or the event does not take place. To come, please register again on the website of {company}.',
  },
} as const satisfies Record<Locale, Record<string, string>>;

/** Answers with the page of a place at an event. Nothing of its person stands on it. */
export function placePage(page: PlacePage, token: string): HttpResponse {
  const { company } = page;
  if (page.kind === 'unknown') return unknownPage(company);
  const { locale } = page;
  const own: Readonly<Record<keyof (typeof words)['vi'], string>> = words[locale];
  const show = (title: string, inside: string, status = 200) => answerPage(status, company, [locale], () => section(title, inside));
  switch (page.kind) {
    case 'expired':
      return endedPage(company, locale, 'ended');
    case 'over':
      return show(own.overTitle, paragraph(own.over, company), 410);
    case 'givenBack':
      return show(own.givenBackTitle, paragraph(own.givenBack, company));
    case 'waiting':
    case 'confirmed': {
      const has = page.kind === 'confirmed';
      const { event, title } = page.form;
      const facts = factList([
        [own.event, title[locale]],
        [own.when, whenOf(event, company.timeZone, locale)],
        [own.where, whereOf(event, locale)],
        [own.code, has ? shownCode(page.code) : null],
      ]);
      const path = `/v1/places/${encodeURIComponent(token)}`;
      const link = (href: string, text: string) => `<p><a class="button" href="${escapeHtml(href)}">${escapeHtml(text)}</a></p>`;
      const join = has && event.onlineUrl !== undefined && !page.isOver ? link(event.onlineUrl, own.join) : '';
      const calendar = has && !page.isOver ? link(`${path}/calendar`, own.calendar) : '';
      const giveBack = page.isOver
        ? paragraph(own.isOver, company)
        : `<form method="post" action="${escapeHtml(path)}"><button type="submit" class="plain">${escapeHtml(has ? own.giveBack : own.leave)}</button></form>` +
          (has ? `<p class="quiet">${escapeHtml(own.giveBackNote)}</p>` : '');
      return show(
        has ? own.confirmedTitle : own.waitingTitle,
        facts + (has ? '' : paragraph(own.waiting, company)) + join + calendar + giveBack,
      );
    }
  }
}

/** Answers with the file for a calendar, or with the page that says why there is none. */
export function calendarAnswer(found: Awaited<ReturnType<typeof showCalendar>>, token: string): HttpResponse {
  if (found.kind !== 'file') return placePage(found, token);
  const headers = {
    'content-type': 'text/calendar; charset=utf-8; method=PUBLISH',
    'content-disposition': 'attachment; filename="event.ics"',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'x-robots-tag': 'noindex',
  };
  return { statusCode: 200, headers, body: found.file };
}
