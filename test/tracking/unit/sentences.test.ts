import { expect, it } from '@jest/globals';
import { summariseWholeVisit } from '../../../shared/tracking/sentences.ts';

type Event = Parameters<typeof summariseWholeVisit>[0][number];

const view = (title: string): Event => ({ type: 'page_view', url: 'https://an-nhien.internal/x', title });
const leave = (durationMs: number): Event => ({ type: 'page_leave', url: 'https://an-nhien.internal/x', durationMs });
const deed = (type: Event['type'], path: string): Event => ({ type, url: `https://an-nhien.internal${path}` });

it.each<[name: string, events: Event[], vi: string, en: string]>([
  ['one page', [view('Bảng giá')], 'Xem trang Bảng giá', 'Viewed Bảng giá'],
  [
    'one page, looked at twice, with its time',
    [view('Bảng giá'), leave(61_400), view('Bảng giá'), leave(4_000)],
    'Xem trang Bảng giá trong 1 phút 5 giây',
    'Viewed Bảng giá in 1 min 5 s',
  ],
  [
    'more pages than a line names',
    [view('A'), view('B'), view('C'), view('D'), view('E')],
    'Xem 5 trang: A, B, C và 2 trang khác',
    'Viewed 5 pages: A, B, C and 2 more',
  ],
  [
    'pages, then what tells more',
    [view('A'), view('B'), deed('click', '/b'), deed('add_to_cart', '/b'), deed('add_to_cart', '/b'), deed('checkout_start', '/gio')],
    'Xem 2 trang: A, B; thêm vào giỏ hàng trên trang /b, bắt đầu thanh toán trên trang /gio',
    'Viewed 2 pages: A, B; put into the cart on /b, began to check out on /gio',
  ],
  ['what tells more alone', [deed('download', '/tai-lieu')], 'Tải tệp từ trang /tai-lieu', 'Downloaded from /tai-lieu'],
  ['neither', [deed('click', '/b'), leave(3_000)], 'Bấm trên trang /b', 'Clicked on /b'],
])('tells of a visit with %s in one line', (_name, events, vi, en) => {
  expect([summariseWholeVisit(events, 'vi'), summariseWholeVisit(events, 'en')]).toEqual([vi, en]);
});
