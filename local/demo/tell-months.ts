import { monthAt, planSpend, planTargets, type ReportTable } from './rules-months.ts';

/** The zone of the demo company. */
const zoneMs = 7 * 3_600_000;
const [marketer, admin] = ['marketer@example.com', 'admin@example.com'];
const monthsOfSpend = 13;
const monthsOfTargets = 4;

/**
 * Tells the demo company what belongs to months of the calendar, which no history that is moved by weeks can bring: what advertising cost, what reps
 * and pools are to reach, and what was forecast when each month began. It asks as people do, by the routes, once the runtime answers.
 * @throws when the product refuses something
 */
export async function tellMonths(url: string): Promise<void> {
  const { now } = (await ask(`${url}/_local/clock`, {})) as { readonly now: string };
  const today = new Date(Date.parse(now) + zoneMs).toISOString().slice(0, 'yyyy-mm-dd'.length);
  await takeForecasts(url, today);
  await tellSpend(url, today);
  await setTargets(url, today);
}

/** As midnights would have, had the company lived here all the year. */
async function takeForecasts(url: string, today: string): Promise<void> {
  for (let behind = 0; behind < monthsOfSpend; behind += 1) {
    const midnight = new Date(Date.parse(`${monthAt(today, -behind)}-01`) - zoneMs).toISOString();
    const body = JSON.stringify({ v: 1, kind: 'takeForecast', request: { midnight } });
    const attributes = { ApproximateReceiveCount: '1', SentTimestamp: '0', MessageGroupId: 'takeForecast' };
    const Records = [{ messageId: midnight, receiptHandle: midnight, body, attributes, messageAttributes: {}, eventSource: 'aws:sqs' }];
    await ask(`${url}/_local/invoke`, { method: 'POST', body: { function: 'do-work', event: { Records } } });
  }
}

async function tellSpend(url: string, today: string): Promise<void> {
  const headers = await tokenOf(url, marketer);
  const lines = ['Từ ngày,Đến ngày,Nguồn,Chiến dịch,Chi phí'];
  for (let behind = 0; behind < monthsOfSpend; behind += 1) {
    const [from, to] = [`${monthAt(today, -behind)}-01`, behind === 0 ? today : `${monthAt(today, 1 - behind)}-01`];
    if (from === to) continue;
    const arrived = await reportOf(url, `campaigns?basis=arrival&by=campaign&from=${from}&to=${to}`, headers);
    for (const { last, source, campaign, amount } of planSpend(arrived, { from, to })) {
      lines.push([from, last, source, campaign, amount].join(','));
    }
  }
  const content = Buffer.from(`${lines.join('\n')}\n`).toString('base64');
  await ask(`${url}/v1/spend/import`, { method: 'POST', headers, body: { fileName: 'quang-cao.csv', content } });
}

async function setTargets(url: string, today: string): Promise<void> {
  const headers = await tokenOf(url, admin);
  const first = `${monthAt(today, -(monthsOfTargets - 1))}-01`;
  for (const by of ['rep', 'pool'] as const) {
    const reached = await reportOf(url, `reps?by=${by}&from=${first}&to=${today}`, headers);
    for (const { key, goals } of planTargets(reached, monthsOfTargets)) {
      for (let behind = 0; behind < monthsOfTargets; behind += 1) {
        const path = `${url}/v1/targets/${monthAt(today, -behind)}/${by}s/${key}`;
        await ask(path, { method: 'PUT', headers, body: { goals } });
      }
    }
  }
}

async function reportOf(url: string, query: string, headers: Readonly<Record<string, string>>): Promise<ReportTable> {
  return (await ask(`${url}/v1/reports/${query}`, { headers })) as ReportTable;
}

async function tokenOf(url: string, user: string): Promise<Readonly<Record<string, string>>> {
  const answer = await fetch(`${url}/_local/token?user=${user}`);
  return { authorization: `Bearer ${(await answer.text()).trim()}` };
}

interface Request {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: object;
}

async function ask(url: string, { method = 'GET', headers = {}, body }: Request): Promise<unknown> {
  const json = body && { body: JSON.stringify(body) };
  const answer = await fetch(url, { method, headers: { ...headers, ...(json && { 'content-type': 'application/json' }) }, ...json });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${new URL(url).pathname} was answered ${answer.status}: ${text}`);
  return JSON.parse(text);
}
