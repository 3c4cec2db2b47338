import type { SQSEvent } from 'aws-lambda';

const beaconsPerVisit = 5;

/** Of ten events the last leaves the third page. */
const kinds = [
  'page_view',
  'click',
  'click',
  'page_leave',
  'page_view',
  'click',
  'click',
  'page_leave',
  'page_view',
  'page_leave',
] as const;
const pages = ['san-pham', 'bang-gia', 'blog/kiem-kho', 'blog/chot-so', 'gio-hang'] as const;
const titles = ['Phần mềm bán hàng cho cửa hàng nhỏ', 'Bảng giá', 'Kiểm kho trong một buổi', 'Chốt sổ cuối ngày', 'Giỏ hàng'] as const;
const agent = 'Mozilla/5.0 (Linux; Android 14; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Mobile Safari/537.36';
const site = 'https://www.example.vn';
const utm = '?utm_source=zalo&utm_medium=cpc&utm_campaign=khai-truong-mua-thu';
/** Of a person who reads. */
const betweenEventsMs = 2_000;
const betweenBeaconsMs = 20_000;

/** A crowd whose visits go on from batch to batch; in each batch some of them begin. */
export interface Crowd {
  /** Tells the visitors of two crowds apart; up to eight of [0-9a-f]. */
  readonly name: string;
  readonly visitors: number;
  readonly eventsPerBeacon: number;
  readonly beganMs: number;
}

export const visitorIdOf = ({ name }: Crowd, visitor: number): string =>
  `${name.padStart(8, '0')}-0000-4000-8000-${visitor.toString(16).padStart(12, '0')}`;

/** One beacon of each visitor, as the tracker posts it; with ten events about 2.6 KB. */
export function beaconsOf(crowd: Crowd, batch: number): { readonly body: string; readonly sentMs: number }[] {
  return Array.from({ length: crowd.visitors }, (_, visitor) => {
    const step = batch + (visitor % beaconsPerVisit);
    const seq = step % beaconsPerVisit;
    const startedMs = crowd.beganMs + (batch - seq) * betweenBeaconsMs;
    const sentMs = crowd.beganMs + (batch + 1) * betweenBeaconsMs;
    const events = Array.from({ length: crowd.eventsPerBeacon }, (_, index) => eventOf(visitor, seq, index, sentMs - betweenBeaconsMs));
    const body = JSON.stringify({
      visitorId: visitorIdOf(crowd, visitor),
      consent: true,
      seen: sentMs,
      events,
      sessionId: idOf(visitor, 0),
      sessionStartedAt: new Date(startedMs),
      seq,
      utm,
      referrer: 'https://zalo.me/',
      sentAt: new Date(sentMs),
      ua: agent,
      webdriver: false,
    });
    return { body, sentMs };
  });
}

/** As the tracker makes them: a random number of the page, counted up. */
const idOf = (page: number, index: number): string => String(index + (((page + 1) * 0.6180339887498949) % 1));

function eventOf(visitor: number, seq: number, index: number, startedMs: number): object {
  const atMs = startedMs + index * betweenEventsMs;
  const type = kinds[index % kinds.length];
  const page = (visitor + seq + (index >> 2)) % pages.length;
  return {
    id: idOf(visitor * beaconsPerVisit + seq, index),
    type,
    at: new Date(atMs),
    url: `${site}/${pages[page]}${seq === 0 ? utm : ''}`,
    ...(type === 'page_view' ? { title: titles[page], ref: seq === 0 && index === 0 ? 'https://zalo.me/' : `${site}/` } : {}),
    ...(type === 'click' ? { props: { name: `nut-${index}` } } : {}),
    ...(type === 'page_leave' ? { durationMs: 3 * betweenEventsMs } : {}),
  };
}

/** What Lambda hands to track-visits for a batch of the queue. */
export function batchEvent(beacons: readonly { readonly body: string; readonly sentMs: number }[]): SQSEvent {
  return {
    Records: beacons.map(({ body, sentMs }, index) => ({
      messageId: `bench-${index}`,
      receiptHandle: 'bench',
      body,
      attributes: {
        ApproximateReceiveCount: '1',
        SentTimestamp: String(sentMs + 80),
        SenderId: 'bench',
        ApproximateFirstReceiveTimestamp: String(sentMs + 5_000),
      },
      messageAttributes: {},
      md5OfBody: '',
      eventSource: 'aws:sqs',
      eventSourceARN: 'arn:aws:sqs:ap-southeast-1:000000000000:beacons',
      awsRegion: 'ap-southeast-1',
    })),
  };
}
