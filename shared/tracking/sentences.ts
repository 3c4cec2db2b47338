import type { EventType } from '../../api/tracking/posted-beacon.ts';
import type { Both } from '../leads/event-sentence.ts';
import type { Locale } from '../leads/record.ts';
import { durationText } from '../platform/duration-text.ts';
import type { VisitEvent } from './event.ts';

const visitVerbs: Record<EventType, Both> = {
  page_view: { vi: 'Xem trang', en: 'Viewed' },
  page_leave: { vi: 'Rời trang', en: 'Left' },
  click: { vi: 'Bấm trên trang', en: 'Clicked on' },
  form_start: { vi: 'Bắt đầu điền biểu mẫu trên trang', en: 'Started a form on' },
  form_submit: { vi: 'Gửi biểu mẫu trên trang', en: 'Posted a form on' },
  add_to_cart: { vi: 'Thêm vào giỏ hàng trên trang', en: 'Put into the cart on' },
  checkout_start: { vi: 'Bắt đầu thanh toán trên trang', en: 'Began to check out on' },
  purchase: { vi: 'Mua hàng trên trang', en: 'Purchased on' },
  download: { vi: 'Tải tệp từ trang', en: 'Downloaded from' },
  custom: { vi: 'Thao tác trên trang', en: 'Did something on' },
};
/** What the tracker calls the event that it reports where a link in our mail led. */
const mailLinkName = 'mail_link';
const mailLinkVerb: Both = { vi: 'Từ đường dẫn trong thư đến trang', en: 'Came by a link in a mail to' };

type ToldEvent = Pick<VisitEvent, 'type' | 'title' | 'url' | 'durationMs' | 'props'>;

/** What a visitor did, in a few words. */
export function summariseVisit(event: ToldEvent, locale: Locale): string {
  const seconds = event.durationMs === undefined ? null : Math.round(event.durationMs / 1_000);
  const stayed = seconds === null ? '' : locale === 'vi' ? ` sau ${seconds} giây` : ` after ${seconds} s`;
  return `${deedOf(event, locale)}${stayed}`;
}

const deedOf = (event: ToldEvent, locale: Locale): string => `${verbOf(event)[locale]} ${pageOf(event)}`;

function verbOf({ type, props }: ToldEvent): Both {
  return type === 'custom' && props?.name === mailLinkName ? mailLinkVerb : visitVerbs[type];
}

function pageOf({ title, url }: ToldEvent): string {
  return title ?? (URL.canParse(url) ? new URL(url).pathname : url);
}

/** Said of a visit as a whole by its pages and its time, and not one by one. */
const passing: ReadonlySet<EventType> = new Set(['page_view', 'page_leave', 'click', 'form_start']);
/** So many pages, and as many other things, a line names; the rest is counted. */
const namedAtMost = 3;

/** What a visitor did in one visit, in one line: which pages for how long, then what else. @param events the oldest first */
export function summariseWholeVisit(events: readonly ToldEvent[], locale: Locale): string {
  const pages = unique(events.filter(({ type }) => type === 'page_view').map(pageOf));
  const deeds = unique(events.filter(({ type }) => !passing.has(type)).map((event) => deedOf(event, locale)));
  if (deeds.length === 0) return pages.length > 0 ? pagesLine(pages, visibleMs(events), locale) : onlyPassing(events, locale);
  const told = pages.length === 0 ? [] : [pagesLine(pages, visibleMs(events), locale)];
  const inside = deeds.map((deed, index) => (index + told.length === 0 ? deed : deed.charAt(0).toLocaleLowerCase(locale) + deed.slice(1)));
  return [...told, listed(inside, locale === 'vi' ? 'và {} việc khác' : 'and {} more')].join('; ');
}

/** Of a visit to which no page view belongs, e.g. because it is on the page before. */
function onlyPassing([first]: readonly ToldEvent[], locale: Locale): string {
  return first ? summariseVisit(first, locale) : '';
}

function pagesLine(pages: readonly string[], durationMs: number, locale: Locale): string {
  const stayed = durationMs === 0 ? '' : `${locale === 'vi' ? ' trong' : ' in'} ${durationText(durationMs)[locale]}`;
  const named = listed(pages, locale === 'vi' ? 'và {} trang khác' : 'and {} more');
  if (pages.length === 1) return `${visitVerbs.page_view[locale]} ${named}${stayed}`;
  return locale === 'vi' ? `Xem ${pages.length} trang${stayed}: ${named}` : `Viewed ${pages.length} pages${stayed}: ${named}`;
}

/** @param others how many more there are, in the place of `{}` */
function listed(words: readonly string[], others: string): string {
  const rest = words.length - namedAtMost;
  return `${words.slice(0, namedAtMost).join(', ')}${rest > 0 ? ` ${others.replace('{}', String(rest))}` : ''}`;
}

/** Pages report how long they were seen when they are left. */
function visibleMs(events: readonly ToldEvent[]): number {
  return events.reduce((sum, { type, durationMs = 0 }) => (type === 'page_leave' ? sum + durationMs : sum), 0);
}

const unique = (words: readonly string[]): string[] => [...new Set(words)];
