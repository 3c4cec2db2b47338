import { busyWith, type HelperParts, type HelperRoute, type HttpResponse, jsonResponse, type LiveResponse, type Send } from 'local-cloud';
import { keptRows, type LeadNews, type VisitRow, type Visits } from '../visits/index.ts';

/** What came in together goes out together: a flood of beacons must not become a flood of messages. */
const gatherMs = 100;
const stateMs = 1000;

/** `GET visits?visitorId=&limit=` for scripts; `GET visits/stream` for the page. */
export const visitRoutes = (visits: Visits): Readonly<Record<string, HelperRoute>> => ({
  'GET visits': (parts, call) => answerVisits(visits, parts, call),
});

function answerVisits(
  visits: Visits,
  parts: HelperParts,
  { query, rest }: { readonly query: URLSearchParams; readonly rest: string },
): HttpResponse | LiveResponse {
  if (rest === 'stream') return { follow: (send) => followVisits(visits, parts, send) };
  if (rest !== '') return jsonResponse(404, { message: 'There are /_local/visits and /_local/visits/stream.' });
  const limit = Number(query.get('limit') ?? keptRows);
  if (!Number.isInteger(limit) || limit < 1 || limit > keptRows)
    return jsonResponse(400, { message: `limit is a whole number from 1 to ${keptRows}; no more is kept.` });
  return jsonResponse(200, {
    visits: visits.list({ visitorId: query.get('visitorId') ?? undefined, limit }),
    leads: visits.leads(limit),
  });
}

/** First everything that is kept, then what changes; and each second what the runtime is doing. */
function followVisits(visits: Visits, { deployment, openRequests }: HelperParts, send: Send): () => void {
  const { clock } = deployment.cloud;
  const rows = new Map<number, VisitRow>();
  const news: LeadNews[] = [];
  let gathering: NodeJS.Timeout | undefined;
  const flush = (): void => {
    gathering = undefined;
    send('changes', { visits: [...rows.values()], leads: news });
    rows.clear();
    news.length = 0;
  };
  const tellState = (): void => send('state', { now: new Date(clock.now()).toISOString(), ...stateOf(busyWith(deployment, openRequests)) });
  // Oldest first, as changes come.
  send('everything', { visits: visits.list().reverse(), leads: visits.leads().reverse() });
  tellState();
  const telling = setInterval(tellState, stateMs);
  const leave = visits.listen({
    visit: (row) => {
      rows.set(row.id, row);
      gathering ??= setTimeout(flush, gatherMs);
    },
    lead: (one) => {
      news.push(one);
      gathering ??= setTimeout(flush, gatherMs);
    },
  });
  return () => {
    leave();
    clearInterval(telling);
    clearTimeout(gathering);
  };
}

const stateOf = ({ now, retrying }: ReturnType<typeof busyWith>) => ({ busy: now, retrying });
